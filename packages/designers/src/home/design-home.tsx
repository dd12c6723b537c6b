import { say } from '@mortise/errors'
import { type AppDocument, type DocumentKind, kindNames } from '@mortise/schema'
import {
  AppMark,
  Card,
  EmptyState,
  Icon,
  IconButton,
  Link,
  PageHeader,
  Tag,
  useConfirm,
  useLocale,
  useNarrow,
  useNavigator,
  useT,
  useToast,
} from '@mortise/ui'
import { Button, Checkbox, Input } from 'antd'
import { paths, refusal, useWorkspace } from '@mortise/views'
import { type ReactNode, useEffect, useState } from 'react'
import { DeleteAppDialog } from '../app/delete-app-dialog.tsx'
import { NewFormDialog } from '../app/new-form-dialog.tsx'
import '../styles/app.css'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { entityChoices } from '../kit/names.ts'
import { PublishDialog } from '../kit/publish-dialog.tsx'
import { RenameDialog } from '../kit/rename-dialog.tsx'
import { useAfterRewrite, useDocuments, useSpace, useWorkbench } from '../workbench/context.tsx'
import type { DraftDocument } from '../workbench/documents.ts'
import { designHref, rulesHref } from '../workbench/hrefs.ts'
import { AppsDrawer } from './apps-drawer.tsx'
import { BinDrawer } from './bin-drawer.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { messages } from './messages.ts'
import { designedKinds, starters } from './starters.ts'
import { VersionsDrawer } from './versions-drawer.tsx'

/** What the overview can open at its side. */
const drawers = [
  { name: 'apps', icon: 'package' },
  { name: 'bin', icon: 'trash-2' },
  { name: 'versions', icon: 'history' },
] as const

/** Everything that can be designed, by kind, with what is still a draft. */
export function DesignHome(): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model, space } = useWorkbench()
  const { documents } = useSpace()
  const { current, go } = useNavigator()
  const apps = useDocuments('app').filter((one) => one.hidden !== true)
  const asked = new URLSearchParams(current.split('?')[1])
  const [entity, setEntity] = useState(asked.get('entity') ?? undefined)
  const [app, setApp] = useState(asked.get('app') ?? undefined)
  const [formFor, setFormFor] = useState<string>()
  useEffect(() => space.workIn(app), [space, app])
  const [text, setText] = useState('')
  const [former, setFormer] = useState(false)
  const [creating, setCreating] = useState<DocumentKind>()
  const narrow = useNarrow()
  const [dialog, setDialog] = useState<'publish' | 'versions' | 'bin' | 'apps'>()
  const shown = [...documents.values()].filter(
    (one) =>
      one.deleted !== true &&
      (app === undefined || one.app === app) &&
      (!former || actsAsPlatform(one)) &&
      isOf(one, entity) &&
      `${nameOf(one, locale)} ${one.key}`.toLowerCase().includes(text.toLowerCase()),
  )
  const formerCount = [...documents.values()].filter(actsAsPlatform).length
  const byKind = Map.groupBy(shown, ({ kind }) => kind)
  const first = asked.get('kind') as DocumentKind | null
  const ordered =
    first === null
      ? designedKinds
      : [...designedKinds].sort((a, b) => Number(b === first) - Number(a === first))
  return (
    <div className="d-home">
      <PageHeader
        title={t('title')}
        note={t('note')}
        actions={
          <>
            {drawers.map(({ name, icon }) =>
              narrow ? (
                <IconButton key={name} icon={icon} label={t(name)} onClick={() => setDialog(name)} />
              ) : (
                <Button key={name} icon={<Icon name={icon} />} onClick={() => setDialog(name)}>
                  {t(name)}
                </Button>
              ),
            )}
            {narrow ? (
              <IconButton icon="box" label={t('sandboxes')} onClick={() => go('/design/sandboxes')} />
            ) : (
              <Button icon={<Icon name="box" />} onClick={() => go('/design/sandboxes')}>
                {t('sandboxes')}
              </Button>
            )}
            {apps.length === 0 ? null : (
              <Button icon={<Icon name="plus" />} onClick={() => setFormFor(app ?? space.firstApp())}>
                {t('newForm')}
              </Button>
            )}
            <Button type="primary" onClick={() => setDialog('publish')}>
              {t('publish')}
            </Button>
          </>
        }
      >
        <AppStrip apps={apps} app={app} onChange={setApp} />
        <div className="d-home-tools" style={apps.length === 0 ? { display: 'none' } : undefined}>
          <Input
            allowClear
            prefix={<Icon name="search" size={14} />}
            aria-label={t('search')}
            placeholder={t('search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ChoiceBox
            value={entity ?? null}
            label={t('ofEntity')}
            placeholder={t('allEntities')}
            choices={entityChoices({ model, locale })}
            onChange={(next) => setEntity(typeof next === 'string' ? next : undefined)}
          />
          {formerCount === 0 ? null : (
            <Checkbox checked={former} onChange={({ target }) => setFormer(target.checked)}>
              <span title={t('platformNote')}>{t('onlyPlatform', { n: formerCount })}</span>
            </Checkbox>
          )}
        </div>
      </PageHeader>
      {apps.length === 0 ? (
        <EmptyState
          drawing="joint"
          title={t('noApps')}
          text={t('noAppsText')}
          action={
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => go(paths.gallery())}>
              {t('newApp')}
            </Button>
          }
        />
      ) : (
        <div className="d-home-grid">
          {ordered.map((kind) => (
            <KindCard
              key={kind}
              kind={kind}
              documents={byKind.get(kind) ?? []}
              highlighted={kind === first}
              onCreate={starters[kind] === undefined ? undefined : () => setCreating(kind)}
            />
          ))}
        </div>
      )}
      {formFor === undefined ? null : <NewFormDialog app={formFor} onClose={() => setFormFor(undefined)} />}
      {creating === undefined ? null : (
        <CreateDialog kind={creating} entity={entity} onClose={() => setCreating(undefined)} />
      )}
      {dialog === 'publish' ? <PublishDialog onClose={() => setDialog(undefined)} /> : null}
      <VersionsDrawer open={dialog === 'versions'} onClose={() => setDialog(undefined)} />
      <BinDrawer open={dialog === 'bin'} onClose={() => setDialog(undefined)} />
      <AppsDrawer open={dialog === 'apps'} onClose={() => setDialog(undefined)} />
    </div>
  )
}

/** Old automations that no right holds back. A rule before saving only fills in the record at hand. */
function actsAsPlatform({ platform, deleted, json }: DraftDocument): boolean {
  return platform === true && deleted !== true && !('phase' in json && json.phase === 'beforeSave')
}

/** The apps to choose from; the chosen one leads to its navigation and to its first steps. */
function AppStrip({
  apps,
  app,
  onChange,
}: {
  readonly apps: readonly AppDocument[]
  readonly app: string | undefined
  readonly onChange: (app: string | undefined) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const chosen = app ?? (apps.length === 1 ? apps[0]?.key : undefined)
  return (
    <div className="d-home-apps">
      {apps.map((one) => (
        <button
          key={one.key}
          type="button"
          aria-pressed={one.key === chosen}
          onClick={() => onChange(one.key === app ? undefined : one.key)}
        >
          <AppMark icon={one.icon} color={one.color} size={24} />
          <span className="m-clip">{say(one.label, locale) || one.key}</span>
        </button>
      ))}
      {chosen === undefined ? null : (
        <>
          <Link href={designHref('app', chosen)}>{t('appAndNavigation')}</Link>
          <Link href={paths.start(chosen)}>{t('firstSteps')}</Link>
        </>
      )}
    </div>
  )
}

/** Whether a document is about an entity; all are when none is asked for. */
function isOf(one: DraftDocument, entity: string | undefined): boolean {
  if (entity === undefined) return true
  const json = one.json as {
    readonly entity?: string
    readonly source?: { readonly entity: string }
    readonly entities?: object
  }
  if (one.kind === 'entity') return one.key === entity
  if (one.kind === 'role' || one.kind === 'dashboard') return true
  return (json.entity ?? json.source?.entity) === entity
}

function nameOf({ json, key }: DraftDocument, locale: 'zh' | 'en'): string {
  return 'label' in json ? say(json.label, locale) || key : key
}

function KindCard({
  kind,
  documents,
  highlighted,
  onCreate,
}: {
  readonly kind: DocumentKind
  readonly documents: readonly DraftDocument[]
  readonly highlighted: boolean
  readonly onCreate: (() => void) | undefined
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const name = kindNames[kind][locale]
  return (
    <Card
      className={highlighted ? 'd-kind d-kind-first' : 'd-kind'}
      title={
        <span className="m-row">
          <Icon name={starters[kind]?.icon ?? 'file-text'} />
          <span className="d-kind-name">{name}</span>
          <span className="m-faint m-num">{documents.length}</span>
          {kind === 'rule' ? <Link href={rulesHref()}>{t('rulesAtWork')}</Link> : null}
        </span>
      }
      actions={
        onCreate === undefined ? null : (
          <IconButton icon="plus" label={t('createKind', { name })} onClick={onCreate} />
        )
      }
    >
      <ul className="d-kind-list">
        {documents.length === 0 ? <li className="m-faint d-kind-none">{t('none', { name })}</li> : null}
        {documents.map((one) => (
          <KindLine key={one.key} document={one} />
        ))}
      </ul>
    </Card>
  )
}

function KindLine({ document }: { readonly document: DraftDocument }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const confirm = useConfirm()
  const toast = useToast()
  const { api, space, model } = useWorkbench()
  const refresh = useAfterRewrite()
  const { me } = useWorkspace()
  const [renaming, setRenaming] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const { kind, key, json, draft } = document
  const name = nameOf(document, locale)
  const entity = 'entity' in json && typeof json.entity === 'string' ? json.entity : undefined
  const about =
    kind === 'form' || kind === 'view' ? say(model.entity(entity ?? '')?.document.label, locale) : ''
  const remove = async (): Promise<void> => {
    const sure = await confirm({
      title: t('deleteAsk', { name }),
      body: t('deleteNote'),
      action: t('delete'),
      danger: true,
    })
    if (!sure) return
    await space.flush()
    await api.takeAway({ kind, key })
    await refresh()
    toast({ text: t('deleted') })
  }
  const failed = (error: unknown): void => toast({ text: refusal(error), tone: 'danger' })
  return (
    <li>
      <Link href={designHref(kind, key)}>
        <span className="m-clip">{about === '' ? name : `${about} · ${name}`}</span>
      </Link>
      {'enabled' in json && json.enabled === false ? <Tag>{t('off')}</Tag> : null}
      {actsAsPlatform(document) ? (
        <span title={t('platformNote')}>
          <Tag color="red">{t('platform')}</Tag>
        </span>
      ) : null}
      {draft ? (
        <span title={t('unpublished')}>
          <Tag color="amber">{t('draft')}</Tag>
        </span>
      ) : null}
      {kind === 'app' ? null : (
        <IconButton
          icon="pencil"
          size={14}
          label={`${t('rename')} ${name}`}
          onClick={() => setRenaming(true)}
        />
      )}
      {renaming ? (
        <RenameDialog element={{ kind, key }} name={name} onClose={() => setRenaming(false)} />
      ) : null}
      {kind === 'app' && !me.admin ? null : (
        <IconButton
          icon="trash-2"
          size={14}
          label={`${t('delete')} ${name}`}
          onClick={() => (kind === 'app' ? setLeaving(true) : void remove().catch(failed))}
        />
      )}
      {leaving ? <DeleteAppDialog app={key} onClose={() => setLeaving(false)} /> : null}
    </li>
  )
}
