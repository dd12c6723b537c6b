/*
 * Lets the product open without a network: keeps the page and its built files, which are the same for everybody. Nothing
 * below /api is ever kept or answered here, nor anything of another origin.
 */

/** Built files and their version; filled in by the build. */
declare const __BUILT__: { readonly version: string; readonly files: readonly string[] }

type Worker = {
  readonly navigator: { readonly onLine: boolean }
  readonly location: { readonly origin: string }
  readonly clients: { readonly claim: () => Promise<void> }
  readonly skipWaiting: () => Promise<void>
  readonly addEventListener: <Kind extends keyof Events>(
    kind: Kind,
    hear: (event: Events[Kind]) => void,
  ) => void
}
type Lasting = Event & { readonly waitUntil: (work: Promise<unknown>) => void }
type Asking = Lasting & {
  readonly request: Request
  readonly respondWith: (answer: Promise<Response>) => void
}
type Events = { readonly install: Lasting; readonly activate: Lasting; readonly fetch: Asking }

const worker = globalThis as unknown as Worker
const prefix = 'mortise-app-'
const name = `${prefix}${__BUILT__.version}`
const page = '/index.html'

async function keep(file: string): Promise<void> {
  const kept = await caches.open(name)
  if ((await kept.match(file)) !== undefined) return
  // Unchanged files of the version before need not be fetched again.
  const before = file.startsWith('/assets/') ? await caches.match(file) : undefined
  const answer = before ?? (await fetch(file, { credentials: 'same-origin' }))
  // A body that nobody reads would hold its connection, of which there are few.
  await (answer.ok ? kept.put(file, answer) : answer.body?.cancel())
}

/** Few at a time: what people look at needs the line too, and hundreds of calls at once get in each other's way. */
const atOnce = 3

async function keepPieces(): Promise<void> {
  const waiting = [...__BUILT__.files]
  const next = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      // A piece that can't be fetched now is kept when it is first asked for.
      await keep(file).catch(() => undefined)
  }
  await Promise.all(Array.from({ length: atOnce }, next))
}

worker.addEventListener('install', (event) => {
  // The page has to be there.
  event.waitUntil(
    keep(page)
      .then(keepPieces)
      .then(() => worker.skipWaiting()),
  )
})

worker.addEventListener('activate', (event) => {
  const tidy = async (): Promise<void> => {
    const old = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name)
    await Promise.all(old.map((one) => caches.delete(one)))
    await worker.clients.claim()
  }
  event.waitUntil(tidy())
})

/** A built file never changes under its name: what is kept is as good as what the server has. */
async function built(request: Request): Promise<Response> {
  const known = await caches.match(request)
  if (known !== undefined) return known
  const answer = await fetch(request)
  if (answer.ok) {
    const copy = answer.clone()
    await caches.open(name).then((kept) => kept.put(request, copy))
  }
  return answer
}

/**
 * Whether the last page could not be had from the server. While it answers, built files are the browser's own business:
 * it keeps them as long, and a file that goes through here and is cut off on its way leaves the page empty for good.
 */
let away = false

/** A page always comes from the server while it answers, so that a new version shows at once. */
async function shown(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    away = false
    return answer
  } catch (error) {
    const known = await caches.match(page)
    if (known === undefined) throw error
    away = true
    return known
  }
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(shown(request))
  else if (url.pathname.startsWith('/assets/') && (away || !worker.navigator.onLine))
    event.respondWith(built(request))
})
