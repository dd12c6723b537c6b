import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, nodeFile, root } from './places.mjs'
import { run } from './run.mjs'

const lockfile = join(root, 'pnpm-lock.yaml')
const stamp = join(cache, 'installed')

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const lockHash = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex')

/** Whether what is installed fits the lockfile: it is newer, or we installed this very lockfile. */
function isInstalled() {
  if (!existsSync(nodeFile) || !existsSync(lockfile)) return false
  if (modified(lockfile) <= modified(join(root, 'node_modules', '.modules.yaml'))) return true
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()
}

/** Installs the dependencies where needed. A failed install ends the process: old code must never run as new. */
export async function ensureInstalled() {
  if (!isInstalled()) {
    const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
    const code = await run(npx, [
      '-y',
      'pnpm@12',
      'install',
      ...(process.env.CI ? ['--frozen-lockfile'] : []),
    ])
    if (code !== 0) {
      console.error(`The installation of the dependencies failed (exit code ${code}); nothing was started.`)
      process.exit(code)
    }
    mkdirSync(cache, { recursive: true })
    writeFileSync(stamp, lockHash())
  }
  checkVersion()
}

function checkVersion() {
  let version = 'none'
  try {
    version = execFileSync(nodeFile, ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    // Said below.
  }
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 12)) return
  console.error(`${nodeFile} is ${version}, but 24.12 or newer is needed. Remove node_modules and try again.`)
  process.exit(1)
}
