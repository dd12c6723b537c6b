import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type InlineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite'
import { firstParts } from './first-parts.ts'

/** Larger pieces that no page begins with are kept when they are first asked for; most people never need them. */
const keptAtOnce = 400_000

/** The files without which an entry shows nothing. */
function neededFiles(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const found = new Set(
    Object.values(bundle).flatMap((one) => ('isEntry' in one && one.isEntry ? [one.fileName] : [])),
  )
  // A set gives what joins it meanwhile too.
  for (const name of found) {
    const one = bundle[name]
    if (one?.type === 'chunk') for (const next of one.imports) found.add(next)
  }
  return found
}

/** Builds the service worker beside the page, and tells it which files there are. */
function serviceWorker(): Plugin {
  return {
    name: 'mortise-service-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/service-worker.ts', fileName: 'service-worker.js' })
    },
    // Only what was written counts: pieces that turn out empty are named in the bundle and never written.
    async writeBundle({ dir = 'dist' }, bundle) {
      const names = (await readdir(join(dir, 'assets'))).filter((name) => !isPacked(name)).toSorted()
      const needed = neededFiles(bundle)
      const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, 'assets', name))).size))
      const built = {
        version: createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12),
        files: names
          .filter((name, at) => (sizes[at] ?? 0) <= keptAtOnce || needed.has(`assets/${name}`))
          .map((name) => `/assets/${name}`),
      }
      const file = join(dir, 'service-worker.js')
      const code = await readFile(file, 'utf8')
      await writeFile(file, code.replaceAll('__BUILT__', JSON.stringify(built)))
    },
  }
}

const isPacked = (name: string): boolean => /\.(br|gz)$/.test(name)

/** Smaller ones go over the line in one piece anyway. */
const packedFrom = 1000

const packings = {
  // The last steps of quality take ten times as long for a few hundredths of the size.
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
}

/** Packs the files once, so that the server need not do it whenever somebody opens the product. */
function packed(): Plugin {
  return {
    name: 'mortise-packed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const folder = join(dir, 'assets')
      for (const name of (await readdir(folder)).filter((one) => /\.(js|css|svg)$/.test(one))) {
        const bytes = await readFile(join(folder, name))
        if (bytes.length < packedFrom) continue
        for (const [ending, pack] of Object.entries(packings))
          await writeFile(join(folder, `${name}.${ending}`), await pack(bytes))
      }
    },
  }
}

/** Puts what mends a page that could not be loaded before everything else in each page. */
function recovery(): Plugin {
  return {
    name: 'mortise-recovery',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/recover.ts', fileName: 'recover.js' })
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: '/recover.js' }, injectTo: 'head-prepend' }],
  }
}

/** What both buildings have in common: two pages, the product, and the forms that strangers open. */
const common: UserConfig & InlineConfig = {
  root: import.meta.dirname,
  resolve: { dedupe: ['react', 'react-dom', 'antd', 'dayjs', 'react-dnd', '@tanstack/react-query'] },
  build: {
    target: 'es2023',
    rolldownOptions: {
      input: ['index.html', 'public.html'],
      // They only define parts, and don't say so: without this a checkbox brings along all of antd's forms and their rules.
      treeshake: {
        moduleSideEffects: [
          { test: /@rc-component[\\/](?:form|async-validator|select|menu|input)[\\/]/, sideEffects: false },
        ],
      },
    },
  },
}

/** Screens that few people open, or that draw charts, come in pieces of their own. */
export default defineConfig(async ({ command }) => ({
  ...common,
  plugins: [react(), serviceWorker(), packed(), recovery()],
  build: {
    ...common.build,
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: true,
    rolldownOptions: {
      ...common.build?.rolldownOptions,
      output:
        command === 'build'
          ? { codeSplitting: { groups: await firstParts({ ...common, plugins: [react()] }) } }
          : {},
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
}))
