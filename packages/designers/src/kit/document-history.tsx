import { differencesOf, type Difference, type DocumentByKind, type DocumentKind } from '@mortise/schema'
import {
  Avatar,
  EmptyState,
  ErrorState,
  IconButton,
  RelativeTime,
  Skeleton,
  useLocale,
  useT,
} from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import type { VersionEntry } from '../workbench/api.ts'
import { clashPointer } from '../workbench/clash-place.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './history-messages.ts'
import { documentWords, problemWords } from './place-words.ts'
import { useShownValue } from './shown-value.ts'
import { usePlaceContext } from './use-place-words.ts'

type Json = DocumentByKind[DocumentKind]

/** A document with earlier versions; `onRestore` takes one up again as a step that can be undone. */
export type HistoryDocument = {
  readonly kind: DocumentKind
  readonly key: string
  readonly json: Json
  readonly onRestore: (json: Json) => void
}

/** Opens the versions in which the documents at hand were changed. */
export function HistoryButton({ documents }: { readonly documents: readonly HistoryDocument[] }): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton icon="history" label={t('versions')} onClick={() => setOpen(true)} />
      <Drawer open={open} onClose={() => setOpen(false)} title={t('versions')} size={720} destroyOnHidden>
        <VersionList documents={documents} onDone={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

function VersionList({
  documents,
  onDone,
}: {
  readonly documents: readonly HistoryDocument[]
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const [chosen, setChosen] = useState<number>()
  const versions = useQuery({ queryKey: ['design', 'versions'], queryFn: () => api.versions() })
  if (versions.isPending) return <Skeleton shape="rows" />
  if (versions.error !== null) return <ErrorState error={versions.error} />
  const touches = ({ changes = [] }: VersionEntry): boolean =>
    changes.some((change) => documents.some(({ kind, key }) => change.kind === kind && change.key === key))
  const shown = versions.data.filter(touches)
  if (shown.length === 0) return <EmptyState drawing="list" title={t('none')} />
  return (
    <>
      <p className="m-faint d-drawer-note">{t('note')}</p>
      <ul className="d-versions">
        {shown.map((one) => (
          <li key={one.version}>
            <VersionHead version={one} />
            <Button
              size="small"
              type="text"
              aria-expanded={chosen === one.version}
              onClick={() => setChosen(chosen === one.version ? undefined : one.version)}
            >
              {t(chosen === one.version ? 'fold' : 'compare')}
            </Button>
            {chosen === one.version
              ? documents.map((document) => (
                  <Compared
                    key={`${document.kind} ${document.key}`}
                    version={one.version}
                    document={document}
                    onDone={onDone}
                  />
                ))
              : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function VersionHead({ version: one }: { readonly version: VersionEntry }): ReactNode {
  const t = useT(messages)
  const author = one.authorName ?? t('system')
  const at = one.publishedAt ?? one.at
  return (
    <>
      <div className="d-version-head">
        <b>{t('version', { n: one.version })}</b>
        <span className="d-version-who">
          <Avatar name={author} size={20} />
          {author}
          <span className="m-faint">{at === undefined ? null : <RelativeTime value={at} />}</span>
        </span>
      </div>
      {one.note ? <p>{one.note}</p> : null}
    </>
  )
}

/** One document then and now, side by side. */
function Compared({
  version,
  document,
  onDone,
}: {
  readonly version: number
  readonly document: HistoryDocument
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const context = usePlaceContext()
  const { kind, key, json } = document
  const then = useQuery({
    queryKey: ['design', 'version-of', version, kind, key],
    queryFn: async () => (await api.versionOf(version, kind, key)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (then.isPending) return <Skeleton shape="lines" />
  if (then.error !== null) return <ErrorState error={then.error} />
  const was = then.data
  if (was === null) return null
  const differences = differencesOf(was, json)
  const restore = (): void => {
    document.onRestore(was)
    onDone()
  }
  return (
    <section className="d-compared">
      <header>
        <h4>{documentWords(context, kind, key)}</h4>
        <span className="m-spring" />
        {differences.length === 0 ? null : (
          <Button size="small" onClick={restore}>
            {t('restore')}
          </Button>
        )}
      </header>
      {differences.length === 0 ? (
        <p className="m-faint">{t('same')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t('place')}</th>
              <th>{t('then', { n: version })}</th>
              <th>{t('now')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, 80).map((one) => (
              <Line key={one.path} difference={one} document={document} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Line({
  difference,
  document: { kind, key, json },
}: {
  readonly difference: Difference
  readonly document: HistoryDocument
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  const shown = useShownValue(kind === 'entity' ? key : ((json as { entity?: string }).entity ?? ''))
  const { path, before, after } = difference
  const isOrder = path.endsWith('/(order)')
  const pointer = clashPointer(json, isOrder ? path.slice(0, -'/(order)'.length) : path)
  // What is gone stands in the old document alone; the words come from the new one, so that its parent is named.
  const parent = pointer ?? clashPointer(json, path.slice(0, path.lastIndexOf('/'))) ?? ''
  const words = problemWords(context, { kind, key, path: parent, message: '' }).place
  const name = words.split(' › ').slice(1).join(' › ')
  const cell = (value: unknown): string => {
    if (isOrder) return t('order')
    return value === undefined ? '' : shown(value, locale)
  }
  return (
    <tr>
      <th scope="row">{name || t('whole')}</th>
      <td>
        {before === undefined ? <span className="m-faint">{t('notThere')}</span> : <del>{cell(before)}</del>}
      </td>
      <td>
        {after === undefined ? <span className="m-faint">{t('notThere')}</span> : <ins>{cell(after)}</ins>}
      </td>
    </tr>
  )
}
