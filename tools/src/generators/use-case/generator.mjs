import { generateFiles, joinPathFragments, names, readProjectConfiguration, getProjects } from '@nx/devkit';
import { fileURLToPath } from 'node:url';

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ name: string, context: string }} options
 */
export default async function useCaseGenerator(tree, { name, context }) {
  const { className, fileName, propertyName } = names(name);
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(fileName)) {
    throw new Error(`"${name}" is not a verb and an object: say what is done and to what, for example EnrollFactor.`);
  }
  const sourceRoot = sourceRootOf(tree, context);
  const folder = joinPathFragments(sourceRoot, 'use-cases');
  if (tree.exists(joinPathFragments(folder, `${fileName}.ts`))) {
    throw new Error(`${folder}/${fileName}.ts is already there. Choose another name, or change that file.`);
  }
  generateFiles(tree, fileURLToPath(new URL('./files', import.meta.url)), folder, {
    className,
    fileName,
    propertyName,
  });
  addToBarrel(tree, joinPathFragments(sourceRoot, 'index.ts'), `export * from './use-cases/${fileName}.js';`);
}

function sourceRootOf(tree, context) {
  const root = `libs/${context}`;
  const [project] = [...getProjects(tree)].find(([, project]) => project.root === root) ?? [];
  if (!project) throw new Error(`There is no project in ${root}.`);
  const { tags = [] } = readProjectConfiguration(tree, project);
  if (!tags.includes('type:domain')) throw new Error(`${root} is not a domain library: use cases live in those only.`);
  return `${root}/src`;
}

/** Keeps the barrel in alphabetical order, so that two branches seldom touch the same line. */
function addToBarrel(tree, barrel, line) {
  const lines = (tree.read(barrel, 'utf8') ?? '').split('\n').filter(Boolean);
  const next = lines.findIndex((other) => other.startsWith('export * from') && other > line);
  lines.splice(next < 0 ? lines.length : next, 0, line);
  tree.write(barrel, `${lines.join('\n')}\n`);
}
