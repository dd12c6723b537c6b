import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import '../styles/insight.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { Widget } from './widget.tsx'

/** How many tiles stand side by side on a wide screen. */
const most = 4

/** The top row of a dashboard, for other pages; nothing while it loads or where it can't be read. */
export default function DashboardTiles({ dashboard: key }: { readonly dashboard: string }): ReactNode {
  const { client } = useWorkspace()
  const document = useQuery({ queryKey: ['dashboard', key], queryFn: () => client.insight.dashboard(key) })
  if (document.data === undefined) return null
  const { widgets: all, filters = [], tabs = [] } = document.data
  // With tabs the top row is that of the first one.
  const first = tabs[0]?.id
  const widgets = all.filter(({ tab }) => tab === undefined || first === undefined || tab === first)
  const top = Math.min(...widgets.map(({ y }) => y))
  const choices = Object.fromEntries(filters.map((filter) => [filter.key, filter.default ?? null]))
  return (
    <div className="m-home-tiles">
      {widgets
        .filter(({ y }) => y === top)
        .toSorted((a, b) => a.x - b.x)
        .slice(0, most)
        .map((widget) => (
          <Widget key={widget.id} widget={widget} dashboard={key} choices={choices} />
        ))}
    </div>
  )
}
