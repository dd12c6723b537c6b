import type { FavouriteTarget } from '@mortise/client'

/** The record an address shows, on its page or in the drawer of a list. */
export function recordOf(path: string): { readonly entity: string; readonly id: string } | undefined {
  const [here = '', search = ''] = path.split('?')
  const [first, entity, id] = here.split('/').slice(1).map(decodeURIComponent)
  if (first !== 'r' || entity === undefined || entity === '') return undefined
  const open = new URLSearchParams(search).get('open')
  // Whoever has opened a record beside a list means the record.
  const shown = id === undefined || id === '' ? open?.replaceAll('"', '') : id
  return shown === undefined || shown === '' || shown === 'new' ? undefined : { entity, id: shown }
}

/** What a star on this address would mark; undefined where there is nothing to come back to. */
export function favouriteOf(path: string): FavouriteTarget | undefined {
  const record = recordOf(path)
  if (record !== undefined) return { kind: 'record', entity: record.entity, recordId: record.id }
  const [here = '', search = ''] = path.split('?')
  const [first, second, third] = here.split('/').slice(1).map(decodeURIComponent)
  if (second === undefined || second === '' || third !== undefined) return undefined
  if (first === 'reports') return { kind: 'report', report: second }
  if (first === 'dashboards') return { kind: 'dashboard', dashboard: second }
  if (first !== 'r') return undefined
  const view = new URLSearchParams(search).get('view') ?? ''
  return { kind: 'view', entity: second, view: view.replaceAll('"', '') }
}
