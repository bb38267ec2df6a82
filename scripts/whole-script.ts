import {basename} from 'node:path';
import {rollup} from 'rollup';
import config from '../rollup.config.mjs';

/** What is a module of its own as it comes. */
const paths = {'maplibre-gl': './maplibre-gl.mjs'};

/**
 * Bundles a script so that all it begins with is one file, named as the script, beside the files of what it imports later:
 * who opens a link on the road waits for one round of requests less.
 */
export async function wholeScript(script: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const {plugins, treeshake, onwarn} = config;
  const external = Object.keys(paths);
  const building = await rollup({input: script, external, plugins, treeshake, onwarn});
  try {
    const {output} = await building.generate({
      format: 'es',
      paths,
      entryFileNames: basename(script).replace(/\.ts$/, '.js'),
      chunkFileNames: '[name]-[hash].js',
    });
    const encoder = new TextEncoder();
    return new Map(
      output.map(file => [
        file.fileName,
        encoder.encode(file.type === 'chunk' ? file.code : String(file.source)),
      ]),
    );
  } finally {
    await building.close();
  }
}
