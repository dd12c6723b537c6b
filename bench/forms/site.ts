import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** The pages of the measurement, built as a product is and served on this machine. */
export type Site = { readonly url: string; readonly close: () => Promise<void> }

const kinds: { readonly [end: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const html = (name: string, file: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${name}</title></head>` +
  `<body><div id="root"></div><script type="module" src="/pages/${file}"></script></body></html>`

/** Builds pages by name and script, and serves them. */
export async function openSite(pages: { readonly [name: string]: string }): Promise<Site> {
  const root = resolve(import.meta.dirname)
  const folder = mkdtempSync(join(tmpdir(), 'mortise-bench-forms-'))
  // Pages stand beside their scripts while they are built, so that these find their packages.
  const made = Object.entries(pages).map(([name, file]) => {
    const path = join(root, `${name}.html`)
    writeFileSync(path, html(name, file))
    return path
  })
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: [react()],
      resolve: { dedupe: ['react', 'react-dom', 'antd', 'dayjs', 'react-dnd', '@tanstack/react-query'] },
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'es2023',
        chunkSizeWarningLimit: 9000,
        rollupOptions: { input: made },
      },
    })
  } finally {
    for (const path of made) rmSync(path, { force: true })
  }
  mkdirSync(folder, { recursive: true })
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    try {
      const body = readFileSync(join(folder, path.replaceAll('..', '')))
      answer.writeHead(200, { 'content-type': kinds[extname(path)] ?? 'application/octet-stream' }).end(body)
    } catch {
      answer.writeHead(404).end()
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
