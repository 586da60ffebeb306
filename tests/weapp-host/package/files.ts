import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** What a mini-program package holds, by path inside the package with forward slashes and without a leading one. */
export interface PackageFiles {
  /** Scripts, templates, styles and settings, as text. */
  texts: Record<string, string>;
  /** Pictures, as `data:` addresses. */
  images: Record<string, string>;
}

const TEXTS = new Set(['.js', '.json', '.wxml', '.wxss', '.wxs']);
const IMAGES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** Reads a package as it was built; rejects with a sentence when the folder holds no mini-program. */
export async function readPackage(folder: string): Promise<PackageFiles> {
  const files: PackageFiles = { texts: {}, images: {} };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join('/');
    const kind = extname(entry.name).toLowerCase();
    if (TEXTS.has(kind)) files.texts[path] = await readFile(file, 'utf8');
    else if (IMAGES[kind])
      files.images[path] = `data:${IMAGES[kind]};base64,${await readFile(file, 'base64')}`;
  }
  if (files.texts['app.json'] === undefined)
    throw new Error(`no mini-program in ${folder}: there is no app.json; build it first`);
  return files;
}

/** The folder of the package that project.config.json names; the project folder itself when it names none. */
export async function packageFolder(project: string): Promise<string> {
  const text = await readFile(join(project, 'project.config.json'), 'utf8').catch(() => '{}');
  const { miniprogramRoot = '.' } = JSON.parse(text) as { miniprogramRoot?: string };
  return join(project, miniprogramRoot);
}
