import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** One page; screens that few people open, or that draw charts, come in pieces of their own. */
export default defineConfig({
  plugins: [react()],
  resolve: { dedupe: ['react', 'react-dom', 'antd', 'dayjs', 'react-dnd', '@tanstack/react-query'] },
  build: { target: 'es2023', chunkSizeWarningLimit: 1200, reportCompressedSize: true },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
