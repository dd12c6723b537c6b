import { say } from '@mortise/errors'
import { Card, formatInstantText, Icon, useConfirm, useLocale, useNavigator, useT, useUi } from '@mortise/ui'
import { useAttempt } from '@mortise/views'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { MergeDialog } from '../home/merge-dialog.tsx'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import type { Sandbox } from '../workbench/sandboxes-api.ts'
import { messages } from './messages.ts'
import { CallSaid, headline } from './call-said.tsx'
import { sandboxesKey } from './sandboxes-key.ts'

const shown = 5

/** One copy: what was changed and what would have left it, with the ways in and home. */
export function SandboxCard({ sandbox }: { readonly sandbox: Sandbox }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { timeZone } = useUi()
  const { api, kit } = useWorkbench()
  const { go } = useNavigator()
  const confirm = useConfirm()
  const attempt = useAttempt()
  const queries = useQueryClient()
  const apps = useDocuments('app')
  const [promoting, setPromoting] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { key, name, records, captured } = sandbox
  const labelOf = (app: string): string => say(apps.find((one) => one.key === app)?.label, locale) || app
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    await attempt(work)
    setBusy(false)
  }
  const enter = (): Promise<void> =>
    guarded(async () => {
      await api.enterSandbox(key)
      // Everything known of the real workspace stays behind.
      globalThis.location.assign('/')
    })
  const remove = async (): Promise<void> => {
    const request = {
      title: t('removeTitle', { name }),
      body: t('removeText'),
      action: t('remove'),
      danger: true,
    }
    if (!(await confirm(request))) return
    await guarded(async () => {
      await api.removeSandbox(key)
      await queries.invalidateQueries({ queryKey: sandboxesKey })
    })
  }
  const system = (type: string): string => say(kit.connectors.find(type)?.label, locale) || t('mailServer')
  return (
    <Card title={name} className="x-card">
      <p className="m-faint">{t('records', { n: records })}</p>
      <h4>{t('changes')}</h4>
      <ul>
        {sandbox.apps.map((app) => (
          <li key={app.key} data-changed={app.changed > 0}>
            <span>
              {t(app.changed === 0 ? 'unchanged' : 'changed', { app: labelOf(app.key), n: app.changed })}
            </span>
            {app.changed === 0 ? null : (
              <Button size="small" onClick={() => setPromoting(app.key)}>
                {t('promote')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="m-faint x-hint">{t('publishFirst')}</p>
      <h4>
        {t('captured')} <span className="m-num">{t('capturedCount', { n: captured.length })}</span>
      </h4>
      {captured.length === 0 ? <p className="m-faint">{t('capturedNone')}</p> : null}
      <ul>
        {captured.slice(0, shown).map((call) => (
          <li key={call.id}>
            <details className="x-call">
              <summary>
                <Icon name="chevron-right" size={12} />
                <span>
                  {[system(call.connector), headline(call)].filter((one) => one !== '').join(' · ')}
                </span>
                <time className="m-num m-faint" dateTime={call.at}>
                  {formatInstantText(call.at, timeZone)}
                </time>
              </summary>
              <CallSaid call={call} />
            </details>
          </li>
        ))}
      </ul>
      <div className="x-acts">
        <Button type="primary" icon={<Icon name="arrow-right" />} loading={busy} onClick={() => void enter()}>
          {t('enter')}
        </Button>
        <Button danger disabled={busy} onClick={() => void remove()}>
          {t('remove')}
        </Button>
      </div>
      {promoting === undefined ? null : (
        <MergeDialog
          onClose={() => setPromoting(undefined)}
          source={{
            id: `sandbox ${key} ${promoting}`,
            title: t('promoteTitle', { app: labelOf(promoting) }),
            word: t('promoteAction'),
            plan: (choices) => api.planPromotion(key, promoting, choices),
            apply: async (choices) => {
              const made = await api.draftPromotion(key, promoting, choices)
              await queries.invalidateQueries({ queryKey: sandboxesKey })
              go(`/design?app=${promoting}`)
              return made
            },
            done: (made) => t(made.changes.length === 0 ? 'promotedNothing' : 'promoted'),
            drafts: true,
            words: {
              intro: t('promoteIntro', { app: labelOf(promoting) }),
              changes: (n) => t('promoteChanges', { n }),
              kept: (n) => t('promoteKept', { n }),
              theirs: t('promoteTheirs'),
              takeTheirs: t('promoteTake'),
            },
          }}
        />
      )}
    </Card>
  )
}
