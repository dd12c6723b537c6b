import { say } from '@mortise/errors'
import {
  AppMark,
  EmptyState,
  ErrorState,
  Icon,
  Skeleton,
  Tag,
  useLocale,
  useNavigator,
  useT,
} from '@mortise/ui'
import { paths } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { AppsDrawer } from '../home/apps-drawer.tsx'
import type { GalleryEntry } from '../workbench/apps-api.ts'
import { useWorkbench } from '../workbench/context.tsx'
import '../styles/app.css'
import { InstallDialog } from './install-dialog.tsx'
import { messages } from './messages.ts'
import { NewAppDialog } from './new-app-dialog.tsx'
import { TemplatePicture } from './template-picture.tsx'
import { UpdateDialog } from './update-dialog.tsx'

/** Where apps come from: what ships with the product, a file, or nothing. */
export function GalleryPage(): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const [chosen, setChosen] = useState<GalleryEntry>()
  const [updating, setUpdating] = useState<GalleryEntry>()
  const [dialog, setDialog] = useState<'blank' | 'file'>()
  const found = useQuery({ queryKey: ['design', 'gallery'], queryFn: () => api.gallery() })
  return (
    <div className="d-gallery">
      <header className="d-gallery-head">
        <div>
          <h1>{t('galleryTitle')}</h1>
          <p>{t('galleryNote')}</p>
        </div>
        <Button icon={<Icon name="upload" />} onClick={() => setDialog('file')}>
          {t('importFile')}
        </Button>
      </header>
      {found.isPending ? <Skeleton shape="cards" count={6} /> : null}
      {found.error === null ? null : <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      <ul className="d-gallery-grid">
        <li>
          <button type="button" className="d-template d-template-blank" onClick={() => setDialog('blank')}>
            <span className="d-template-plus">
              <Icon name="plus" size={20} />
            </span>
            <b>{t('blank')}</b>
            <span>{t('blankText')}</span>
          </button>
        </li>
        {(found.data ?? []).map((entry) => (
          <li key={entry.key}>
            <TemplateCard entry={entry} onChoose={() => setChosen(entry)} />
            {entry.update === null ? null : <Update entry={entry} onOpen={() => setUpdating(entry)} />}
          </li>
        ))}
      </ul>
      {found.data?.length === 0 ? <EmptyState drawing="joint" title={t('blankText')} /> : null}
      {chosen === undefined ? null : <InstallDialog entry={chosen} onClose={() => setChosen(undefined)} />}
      {updating === undefined ? null : (
        <UpdateDialog entry={updating} onClose={() => setUpdating(undefined)} />
      )}
      {dialog === 'blank' ? <NewAppDialog onClose={() => setDialog(undefined)} /> : null}
      <AppsDrawer open={dialog === 'file'} onClose={() => setDialog(undefined)} />
    </div>
  )
}

/** Stands over the card of an app whose template has a newer version. */
function Update({ entry, onOpen }: { readonly entry: GalleryEntry; readonly onOpen: () => void }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  const { to = '', drafted = false } = entry.update ?? {}
  const text = drafted ? t('updateDrafted') : t('update', { to })
  return (
    <Button
      className="d-template-update"
      size="small"
      type={drafted ? 'default' : 'primary'}
      icon={<Icon name={drafted ? 'pencil' : 'download'} size={14} />}
      aria-label={`${text} ${say(entry.label, locale)}`}
      onClick={drafted ? () => go(`/design?app=${entry.key}`) : onOpen}
    >
      {text}
    </Button>
  )
}

function TemplateCard({
  entry,
  onChoose,
}: {
  readonly entry: GalleryEntry
  readonly onChoose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { go } = useNavigator()
  const name = say(entry.label, locale)
  const here = entry.installed !== null
  const act = here ? () => go(paths.app(entry.key)) : onChoose
  return (
    <button type="button" className="d-template" onClick={act}>
      <TemplatePicture entry={entry} />
      <span className="d-template-name">
        <AppMark icon={entry.icon} color={entry.color ?? undefined} size={28} />
        <b className="m-clip">{name}</b>
        {here ? <Tag color="green">{t('installed')}</Tag> : null}
      </span>
      <span className="d-template-text">{say(entry.description, locale)}</span>
      <span className="d-template-parts">
        {entry.entities.slice(0, 4).map((one, index) => (
          <span key={index}>
            <Icon name={one.icon} size={14} />
            {say(one.label, locale)}
          </span>
        ))}
      </span>
    </button>
  )
}
