import type { AppDocument } from '@mortise/schema'
import { useNavigator } from '@mortise/ui'
import { useKept, useWorkspace } from '@mortise/views'
import { useEffect } from 'react'
import { appOfPath, openApps } from './current-app.ts'

/** The app being worked in: the one the address lies in, else the last one. */
export function useCurrentApp(): AppDocument | undefined {
  const { model } = useWorkspace()
  const { current } = useNavigator()
  const [last, setLast] = useKept<string | null>('app', null)
  const here = appOfPath(model, current)
  useEffect(() => {
    if (here !== undefined && here !== last) setLast(here)
  }, [here, last, setLast])
  const apps = openApps(model)
  return apps.find((app) => app.key === (here ?? last)) ?? apps[0]
}
