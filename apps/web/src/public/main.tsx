import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { PublicApp } from './public-app.tsx'

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <PublicApp />
    </StrictMode>,
  )
}
