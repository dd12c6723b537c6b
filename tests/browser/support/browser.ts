import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
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

/**
 * The packaged browser unpacks itself into the folder for temporary files. Each user of a machine needs one of his own, and each
 * row of tests: of two that unpack at once the one would start what the other still writes.
 */
async function inOwnFolder<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['TMPDIR']
  const row = process.env['MORTISE_TEST_ROW'] ?? '0'
  const own = join(tmpdir(), `mortise-chromium-${process.getuid?.() ?? 0}-${row}`)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  process.env['TMPDIR'] = own
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** An installed Chrome or Chromium if there is one, else the one that comes as a package. */
async function executable(): Promise<{ readonly path: string; readonly args: readonly string[] }> {
  const installed = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
  if (installed !== undefined) return { path: installed, args: [] }
  return inOwnFolder(async () => {
    // Read when the package loads: it then unpacks its own system libraries too.
    process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
    const { default: packaged } = await import('@sparticuz/chromium')
    // In one process all sessions share their cookies, and closing one of them ends the browser.
    const args = packaged.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote')
    return { path: await packaged.executablePath(), args }
  })
}

/** Opens a headless browser that reaches nothing but this machine. */
export async function openBrowser(): Promise<Browser> {
  const { path, args } = await executable()
  const env = { ...process.env, FONTCONFIG_FILE: fontSettings() } as Record<string, string>
  return chromium.launch({ executablePath: path, args: [...args, ...quiet], env })
}
