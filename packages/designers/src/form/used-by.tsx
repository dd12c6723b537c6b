import { Icon, Skeleton, useNavigator, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { problemWords } from '../kit/place-words.ts'
import { usePlaceContext } from '../kit/use-place-words.ts'
import type { UsagePlace } from '../workbench/api.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import { nearest } from './nearest.ts'

/** Every place that names a field: other forms, views, rules, flows, reports, roles; a click goes there. */
export function UsedBy({
  editor,
  of,
  field,
}: {
  readonly editor: FormEditor
  readonly of: string
  readonly field: string
}): ReactNode {
  const t = useT(messages)
  const { api, space } = useWorkbench()
  const [open, setOpen] = useState(false)
  const usages = useQuery({
    queryKey: ['design', 'usages', of, field],
    queryFn: async () => {
      // The server looks at drafts it has.
      await space.flush()
      return api.usages({ kind: 'entity', key: of, field })
    },
    enabled: open,
    gcTime: 0,
  })
  if (!open)
    return (
      <Button
        className="d-rename"
        size="small"
        icon={<Icon name="split" size={14} />}
        onClick={() => setOpen(true)}
      >
        {t('usedShow')}
      </Button>
    )
  return (
    <section className="d-used">
      <h3 className="d-panel-heading">{t('usedBy')}</h3>
      {usages.data === undefined && usages.error === null ? <Skeleton shape="lines" /> : null}
      {usages.error === null ? null : <p className="m-error">{usages.error.message}</p>}
      {usages.data?.length === 0 ? <p className="m-faint">{t('usedNowhere')}</p> : null}
      <ul className="d-used-list">
        {(usages.data ?? []).map((place) => (
          <UsedAt key={`${place.kind} ${place.key} ${place.path}`} place={place} editor={editor} />
        ))}
      </ul>
    </section>
  )
}

function UsedAt({ place, editor }: { readonly place: UsagePlace; readonly editor: FormEditor }): ReactNode {
  const context = usePlaceContext()
  const { go } = useNavigator()
  const { entity, form } = editor.draft.present
  const { place: words } = problemWords(context, { ...place, message: '' })
  const isHere = place.kind === 'form' && place.key === `${entity.key}.${form.key}`
  const follow = (): void => {
    if (isHere) return editor.select(nearest(editor.draft.present, place.path))
    go(`${designHref(place.kind, place.key)}?at=${encodeURIComponent(place.path)}`)
  }
  return (
    <li>
      <button type="button" onClick={follow}>
        {words}
      </button>
    </li>
  )
}
