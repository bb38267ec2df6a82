/**
 * What a script tag loads: `dist/dispatch-kit.js`, with the map as a chunk that is loaded when a map comes into view.
 */
import {join} from 'node:path';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import ts from 'typescript';

const root = import.meta.dirname;

/** What every element needs, and what every customer's page needs: few files compress better than many. */
const shared = {
  elements:
    /node_modules\/(@?lit|lit-element)\/|node_modules\/lit-html\/(?!directives\/(cache|repeat|guard|live)|directive-helpers)|elements\/src\/(base\/(?!office-|client-controller)|events|locales\/en)|core\/src\/(look\/(contrast|surfaces)|time\/|place\/(eta|great-circle)\.ts)/,
  visit:
    /node_modules\/eventsource-parser\/|client\/src\/(errors|platform|visit|request-events|backoff|live\/(visit|stream|server-clock|live-visit|polling))|track-routes/,
  tracker:
    /elements\/src\/(eta\/|timeline\/(?!history-|message-)|headline\/|technician\/|answers\/dispatch-answers|tracker\/)/,
};

const {config} = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const {options: compilerOptions} = ts.convertCompilerOptionsFromJson(
  {...config.compilerOptions, module: 'ESNext', moduleResolution: 'Bundler', noEmit: false, sourceMap: true},
  root,
);

/** esbuild would make weak maps of the private fields of decorated classes; TypeScript leaves them what they are. */
const typescript = {
  name: 'typescript',
  transform(code, fileName) {
    if (!fileName.endsWith('.ts') || !code.includes('@customElement(')) return null;
    const {outputText, sourceMapText} = ts.transpileModule(code, {fileName, compilerOptions});
    return {code: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ''), map: sourceMapText};
  },
};

/** Asks for all files of an element at once: one that names the next would cost a round of requests each. */
const together = {
  name: 'together',
  renderDynamicImport({moduleId, getTargetChunkImports}) {
    if (!moduleId.endsWith('script-tag.ts')) return null;
    const parts = (getTargetChunkImports() ?? []).map(
      ({resolvedImportPath}) => `import(${resolvedImportPath}),`,
    );
    return {left: `Promise.all([${parts.join('')}import(`, right: ')])'};
  },
};

/** What a library asks of Node to know whether it is being developed with. */
const production = {
  name: 'production',
  transform: (code, id) =>
    id.includes('/node_modules/') && code.includes('process.env.NODE_ENV')
      ? {code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null}
      : null,
};

export default {
  input: {
    'dispatch-kit.js': join(root, 'packages/elements/src/script-tag.ts'),
    // For pages that talk to the server themselves.
    'dispatch-client.js': join(root, 'packages/client/src/index.ts'),
    // MapLibre starts its worker from an address. As a second entry it shares its chunk with the map.
    'maplibre-gl-worker.mjs': join(root, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'),
  },
  output: {
    dir: join(root, 'dist'),
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name]',
    chunkFileNames: 'dispatch-kit-[name]-[hash].js',
    onlyExplicitManualChunks: true,
    manualChunks: id => Object.keys(shared).find(name => shared[name].test(id)),
  },
  plugins: [
    production,
    together,
    typescript,
    nodeResolve({
      exportConditions: ['@dispatch-kit/source'],
      extensions: ['.ts', '.mjs', '.js'],
      browser: true,
    }),
    esbuild({target: 'es2022', tsconfig: join(root, 'tsconfig.json'), minify: true, legalComments: 'eof'}),
  ],
  // As the packages say of themselves in `sideEffects`: only what registers an element must stay unused.
  treeshake: {
    moduleSideEffects: id =>
      !/packages\/(core|client|elements)\/src/.test(id) ||
      /\/(dispatch-[^/]*|script-tag|begun-visit)\.ts$/.test(id),
  },
  // How a library is written inside is not ours to mend.
  onwarn(warning, warn) {
    if (!(warning.id ?? warning.ids?.[0] ?? '').includes('node_modules')) warn(warning);
  },
};
