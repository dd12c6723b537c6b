import { isFetchingAhead } from '@mortise/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

// A new version was installed while this page was open: its old pieces are gone, so the page is loaded anew. Once only,
// lest a piece that is really missing reload for ever.
const reloadedAt = 'mortise.reloadedAt'
window.addEventListener('vite:preloadError', (event) => {
  // Nobody has asked for it yet, and a reload would throw away what is being typed.
  if (isFetchingAhead()) return
  if (Date.now() - Number(sessionStorage.getItem(reloadedAt) ?? 0) < 60_000) return
  event.preventDefault()
  sessionStorage.setItem(reloadedAt, String(Date.now()))
  window.location.reload()
})

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
