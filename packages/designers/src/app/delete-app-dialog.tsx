import { listed, say } from '@mortise/errors'
import { kindNames } from '@mortise/schema'
import { Icon, Skeleton, useLocale, useNavigator, useT, useToast } from '@mortise/ui'
import { paths } from '@mortise/views'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { documentWords } from '../kit/place-words.ts'
import { ProblemList } from '../kit/problem-list.tsx'
import { usePlaceContext } from '../kit/use-place-words.ts'
import { placed } from '../workbench/api.ts'
import type { AppDeletion } from '../workbench/apps-api.ts'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { messages } from './deletion-messages.ts'

/** Says what goes with an app, and takes it away once its name is typed. */
export function DeleteAppDialog({
  app,
  onClose,
}: {
  readonly app: string
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api, space } = useWorkbench()
  const { go } = useNavigator()
  const refresh = useAfterPublish()
  const toast = useToast()
  const [typed, setTyped] = useState('')
  const plan = useQuery({
    queryKey: ['design', 'deletion', app],
    queryFn: async () => {
      await space.flush()
      return api.appDeletion(app)
    },
    gcTime: 0,
  })
  const name = say(plan.data?.label, locale) || app
  const remove = useMutation({
    mutationFn: async () => {
      await api.deleteApp(app, typed)
      await refresh()
    },
    onSuccess: () => {
      toast({ text: t('done', { name }), tone: 'success' })
      onClose()
      go(paths.design())
    },
  })
  const isBlocked = plan.data === undefined || plan.data.problems.length > 0
  const error = plan.error ?? remove.error
  return (
    <Modal
      open
      width={560}
      title={t('title', { name })}
      okText={t('deleteApp')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: isBlocked || typed.trim() !== name.trim() }}
      confirmLoading={remove.isPending}
      onOk={() => remove.mutate()}
      onCancel={onClose}
    >
      <div className="d-deletion">
        {plan.isPending ? <Skeleton shape="lines" /> : null}
        {plan.data === undefined ? null : <Losses plan={plan.data} />}
        {error === null ? null : (
          <p className="m-error" role="alert">
            {error.message}
          </p>
        )}
        {isBlocked ? null : (
          <>
            <p className="d-deletion-bin">
              <Icon name="undo-2" size={16} /> {t('binNote')}
            </p>
            <label className="d-line">
              <span>{t('typeName', { name })}</span>
              <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
            </label>
          </>
        )}
      </div>
    </Modal>
  )
}

function Losses({ plan }: { readonly plan: AppDeletion }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const context = usePlaceContext()
  if (plan.problems.length > 0)
    return (
      <section>
        <h3>{t('blocked')}</h3>
        <ProblemList problems={plan.problems.map(placed)} />
      </section>
    )
  const designed = Object.entries(plan.counts).filter(([kind]) => kind !== 'app' && kind !== 'entity')
  return (
    <>
      <section>
        <h3>{t('goes')}</h3>
        <ul className="d-losses">
          {plan.entities.map((one) => (
            <Loss key={one.key} icon="database" name={say(one.label, locale)}>
              {one.records === 0
                ? t('noRecords')
                : t('records', { n: one.records === 1 ? 1 : one.records.toLocaleString('en-US') })}
            </Loss>
          ))}
          {plan.runs === 0 ? null : (
            <Loss icon="git-branch" name={t('runs', { n: plan.runs })}>
              {t('runsText')}
            </Loss>
          )}
          {plan.links === 0 ? null : (
            <Loss icon="link" name={t('links', { n: plan.links })}>
              {t('linksText')}
            </Loss>
          )}
          {plan.roles
            .filter(({ people }) => people > 0)
            .map((one) => (
              <Loss key={one.key} icon="user-check" name={t('role', { name: say(one.label, locale) })}>
                {t('roleText', { n: one.people })}
              </Loss>
            ))}
          {plan.drafts === 0 ? null : (
            <Loss icon="pencil" name={t('drafts', { n: plan.drafts })}>
              {t('draftsText')}
            </Loss>
          )}
          <Loss icon="palette" name={t('documents')}>
            {designed.map(([kind, n]) => `${kindNames[kind as 'form'][locale]} ${n}`).join(' · ')}
          </Loss>
        </ul>
      </section>
      {plan.touched.length === 0 ? null : (
        <section>
          <h3>{t('touched')}</h3>
          <ul className="d-losses">
            {plan.touched.map((one) => (
              <Loss
                key={`${one.kind} ${one.key}`}
                icon="unlink"
                name={documentWords(context, one.kind, one.key)}
              >
                {t('places', { n: one.places })}
              </Loss>
            ))}
          </ul>
        </section>
      )}
      {plan.administrators.length === 0 ? null : (
        <p className="m-faint">{t('administrators', { names: listed(plan.administrators, locale) })}</p>
      )}
    </>
  )
}

function Loss({
  icon,
  name,
  children,
}: {
  readonly icon: string
  readonly name: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <li>
      <Icon name={icon} size={16} />
      <b className="m-clip">{name}</b>
      <span>{children}</span>
    </li>
  )
}
