import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The folder for what can be made again at any time. */
export const cache = join(root, 'node_modules', '.cache', 'mortise')

/** The Node that the project brings, a development dependency of the root. */
export const nodeFile = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** A program of a dependency of the root. */
export function program(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

/** The environment of everything we start: the project's programs, its Node among them, come first. */
export function environment() {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  return { ...process.env, PATH: path, NODE_COMPILE_CACHE: join(cache, 'compile') }
}
