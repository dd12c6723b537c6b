/** Keeps the built page on this device, so that it opens without a network. For people who are signed in only. */
export function keepApp(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // The first page needs the line for itself.
  setTimeout(() => void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined), 3000)
}
