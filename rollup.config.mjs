/**
 * What a script tag loads: `dist/dispatch-kit.js`, with the map as a chunk that is loaded when a map comes into view.
 * `npm run build` runs it with the tools of `e2e/`.
 */
import {createRequire} from 'node:module';
import {join} from 'node:path';

const root = import.meta.dirname;
const tools = createRequire(join(root, 'e2e/package.json'));
const {nodeResolve} = tools('@rollup/plugin-node-resolve');
const {default: esbuild} = tools('rollup-plugin-esbuild');

export default {
  input: {
    'dispatch-kit.js': join(root, 'packages/elements/src/index.ts'),
    // MapLibre starts its worker from an address. As a second entry it shares its chunk with the map.
    'maplibre-gl-worker.mjs': join(root, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'),
  },
  output: {
    dir: join(root, 'dist'),
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name]',
    chunkFileNames: 'dispatch-kit-[name]-[hash].js',
  },
  plugins: [
    nodeResolve({
      exportConditions: ['@dispatch-kit/source'],
      extensions: ['.ts', '.mjs', '.js'],
      browser: true,
    }),
    esbuild({target: 'es2022', tsconfig: join(root, 'tsconfig.json'), minify: true, legalComments: 'eof'}),
  ],
  // How a library is written inside is not ours to mend.
  onwarn(warning, warn) {
    if (!(warning.id ?? warning.ids?.[0] ?? '').includes('node_modules')) warn(warning);
  },
};
