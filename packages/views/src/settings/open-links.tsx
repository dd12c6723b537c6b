import type { ReactNode } from 'react'
import { OpenReports } from '../insight/delivery/open-reports.tsx'
import { AllLinks } from '../public/links/index.ts'
import { useWorkspace } from '../workspace/metadata.tsx'

/** Everything that is open to the world, for administrators. */
export function OpenLinks(): ReactNode {
  const { client, model, me } = useWorkspace()
  return (
    <>
      <AllLinks ground={{ client, model, admin: me.admin, timeZone: me.workspace.timeZone }} />
      <OpenReports />
    </>
  )
}
