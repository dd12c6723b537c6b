import { useEffect, useMemo } from 'react'

/** Pictures of what a stranger has just chosen: only this page can show them, since nobody outside may fetch a file. */
export type Previews = {
  readonly keep: (id: string, file: File) => void
  readonly url: (id: string) => string | undefined
}

function openPreviews(): Previews & { readonly close: () => void } {
  const urls = new Map<string, string>()
  return {
    keep: (id, file) => void urls.set(id, URL.createObjectURL(file)),
    url: (id) => urls.get(id),
    close: () => {
      for (const url of urls.values()) URL.revokeObjectURL(url)
      urls.clear()
    },
  }
}

/** The previews of a page; they go with it. */
export function usePreviews(): Previews {
  const previews = useMemo(() => openPreviews(), [])
  useEffect(() => previews.close, [previews])
  return previews
}
