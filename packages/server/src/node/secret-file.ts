import {randomBytes} from 'node:crypto';
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/** The office's secret: from the environment (DISPATCH_SECRET), else from a file in its folder, made on the first run for its owner alone. */
export async function secretOf(
  dataDir: string,
  environment: Record<string, string | undefined>,
): Promise<string> {
  const given = environment['DISPATCH_SECRET'];
  if (given) return given;
  const path = join(dataDir, 'secret');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known?.trim()) return known.trim();
  await mkdir(dataDir, {recursive: true});
  const secret = randomBytes(48).toString('base64url');
  await writeFile(path, `${secret}\n`, {mode: 0o600});
  await chmod(path, 0o600);
  return secret;
}
