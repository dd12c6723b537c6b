import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cache, root } from './places.mjs'
import { run } from './run.mjs'

const app = join(root, 'apps', 'web')
const stamp = join(cache, 'web')
/** Vite's own program, to be run on the project's Node. */
export const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

const unneeded = new Set(['node_modules', 'dist', '.tsc', '.tsc-react', '.mortise'])

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (unneeded.has(entry.name)) return []
    const place = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(place)
    return /\.(test|tsbuildinfo|md)\b/.test(entry.name) ? [] : [place]
  })
}

/** Changes when anything changes that the web app could be made of. By content: git moves file times around. */
function sourceHash() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml')))
  for (const file of [...filesBelow(app), ...filesBelow(join(root, 'packages'))].sort())
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/** Builds the web app into `apps/web/dist` unless it is up to date; answers the exit code of the build. */
export async function ensureWebBuilt() {
  const now = sourceHash()
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (built === now && existsSync(join(app, 'dist', 'index.html'))) return 0
  const code = await run(process.execPath, [vite, 'build'], { cwd: app })
  if (code === 0) {
    mkdirSync(cache, { recursive: true })
    writeFileSync(stamp, now)
  } else console.error(`The web app could not be built (exit code ${code}).`)
  return code
}
