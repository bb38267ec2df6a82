import sharp from 'sharp';
import type {Images} from '../options.ts';
import {ImageRefused} from '../options.ts';

const mostPixels = 50_000_000;
const fullSide = 2560;
const thumbnailSide = 320;

/**
 * Writes pictures anew with sharp: turned upright, at most 2560 pixels wide or high, as JPEG without anything that the camera
 * wrote into them. Takes JPEG, PNG, WebP, GIF and AVIF by their first bytes, whatever they are called.
 */
export function sharpImages(): Images {
  return {
    async prepare(bytes) {
      if (!isPicture(bytes)) throw new ImageRefused('Send a JPEG, PNG, WebP, GIF or AVIF picture.');
      try {
        const full = await resized(bytes, fullSide, 82);
        const thumbnail = await resized(new Uint8Array(full.data), thumbnailSide, 75);
        const {width, height} = full.info;
        return {width, height, full: new Uint8Array(full.data), thumbnail: new Uint8Array(thumbnail.data)};
      } catch (error) {
        const isLarge = /pixel limit/i.test(String(error));
        throw new ImageRefused(
          isLarge
            ? 'The picture has more than 50 million pixels: send a smaller one.'
            : 'The picture is damaged.',
        );
      }
    },
  };
}

function resized(bytes: Uint8Array, side: number, quality: number) {
  return sharp(bytes, {limitInputPixels: mostPixels, failOn: 'error', pages: 1})
    .timeout({seconds: 10})
    .autoOrient()
    .resize({width: side, height: side, fit: 'inside', withoutEnlargement: true})
    .flatten({background: '#ffffff'})
    .jpeg({quality})
    .toBuffer({resolveWithObject: true});
}

/** Looks at the first bytes, so that no reader of drawings or documents ever sees the file. */
function isPicture(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith('\xff\xd8\xff') || head.startsWith('\x89PNG\r\n\x1a\n') || head.startsWith('GIF8'))
    return true;
  return (head.startsWith('RIFF') && head.endsWith('WEBP')) || /^.{4}ftyp(avif|avis|mif1)/s.test(head);
}
