import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Larger pieces are kept when they are first asked for; most people never need them. */
const keptAtOnce = 400_000

/** Builds the service worker beside the page, and tells it which files there are. */
function serviceWorker(): Plugin {
  return {
    name: 'mortise-service-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'src/service-worker.ts', fileName: 'service-worker.js' })
    },
    generateBundle(_options, bundle) {
      const sizeOf = (name: string): number => {
        const one = bundle[name]
        if (one === undefined) return 0
        return one.type === 'chunk' ? one.code.length : one.source.length
      }
      const names = Object.keys(bundle)
        .filter((name) => name.startsWith('assets/'))
        .toSorted()
      const built = {
        version: createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12),
        files: names.filter((name) => sizeOf(name) <= keptAtOnce).map((name) => `/${name}`),
      }
      const worker = bundle['service-worker.js']
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
      worker.code = worker.code.replaceAll('__BUILT__', JSON.stringify(built))
    },
  }
}

/** Two pages: the product, and the forms that strangers open. Screens that few people open, or that draw charts, come in pieces of their own. */
export default defineConfig({
  plugins: [react(), serviceWorker()],
  resolve: { dedupe: ['react', 'react-dom', 'antd', 'dayjs', 'react-dnd', '@tanstack/react-query'] },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: true,
    rolldownOptions: { input: ['index.html', 'public.html'] },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
