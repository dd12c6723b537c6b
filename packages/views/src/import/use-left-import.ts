import type { DryRun, ImportUpload } from '@mortise/client'
import { useNavigator } from '@mortise/ui'
import { useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'

/** An import as somebody left it. */
type LeftImport = {
  readonly file: ImportUpload
  readonly dryRun: DryRun | undefined
  /** 1 columns, 2 dry run, 3 the import itself. */
  readonly step: 1 | 2 | 3
}

const before = new Set(['uploaded', 'mapped'])

/** The import that the address names; undefined when it names none. */
function importIn(address: string): string | undefined {
  const at = address.indexOf('?')
  return at < 0 ? undefined : (new URLSearchParams(address.slice(at)).get('import') ?? undefined)
}

/** Fetches the import that the address names, unless it is `open` already. */
export function useLeftImport(
  open: string | undefined,
  onLeft: (left: LeftImport) => void,
): { readonly loading: boolean; readonly error: unknown } {
  const { client } = useWorkspace()
  const { current } = useNavigator()
  const named = importIn(current)
  const wanted = named === open ? undefined : named
  const [failed, setFailed] = useState<{ readonly id: string; readonly error: unknown }>()
  const then = useRef(onLeft)
  then.current = onLeft
  useEffect(() => {
    if (wanted === undefined) return
    let over = false
    const fetchLeft = async (): Promise<LeftImport> => {
      const { state } = await client.imports.state(wanted)
      const file = await client.imports.opened(wanted)
      if (state !== 'checked') return { file, dryRun: undefined, step: before.has(state) ? 1 : 3 }
      return { file, dryRun: await client.imports.lastCheck(wanted), step: 2 }
    }
    fetchLeft().then(
      (left) => {
        if (!over) then.current(left)
      },
      (error: unknown) => {
        if (!over) setFailed({ id: wanted, error })
      },
    )
    return () => {
      over = true
    }
  }, [wanted, client])
  const isFailed = wanted !== undefined && failed?.id === wanted
  return { loading: wanted !== undefined && !isFailed, error: isFailed ? failed.error : undefined }
}
