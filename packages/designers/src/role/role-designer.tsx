import { say } from '@mortise/errors'
import type { EntityModel, FieldDocument, FieldRight, RoleDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Button, Select, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { Missing } from '../kit/missing.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { scopedActs, setCreate, setFieldRight, setGrant } from './commands.ts'
import { messages } from './messages.ts'
import { OverviewDialog } from './overview-dialog.tsx'
import { ScopeCell } from './scope-cell.tsx'

type RoleDraft = Draft<{ readonly role: RoleDocument }>

/** Designs a role: what it may do with the records of each entity, and with their fields. */
export function RolePage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ role: ['role', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as RoleDraft} />
}

const roleSettings: readonly FieldDocument[] = [
  panelSetting('label', { zh: '角色名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('design', { zh: '可以设计和发布应用', en: 'May design and publish' }, { type: 'boolean' }),
  panelSetting('admin', { zh: '可以管理用户和部门', en: 'May manage users' }, { type: 'boolean' }),
  panelSetting(
    'service',
    { zh: '供流程和规则使用', en: 'For flows and rules' },
    {
      type: 'boolean',
      help: {
        zh: '流程和规则可以用它的权限执行；不能再分给人员或密钥',
        en: 'flows and rules may act with it; it can be given to no person and no key',
      },
    },
  ),
]

function Designer({ draft }: { readonly draft: RoleDraft }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { role } = draft.present
  const [selected, select] = useState<string>()
  const [comparing, compare] = useState(false)
  const entity = model.entity(selected ?? '')
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(role.label, locale) || role.key}</b>
          <span className="m-faint">{t('role')}</span>
        </>
      }
      steps={draft}
    >
      <main className="d-canvas">
        <div className="d-canvas-scroll d-role">
          <div className="d-role-head">
            <p className="m-faint">{t('note')}</p>
            <Button icon={<Icon name="table" size={14} />} onClick={() => compare(true)}>
              {t('overview')}
            </Button>
          </div>
          {comparing ? <OverviewDialog onClose={() => compare(false)} /> : null}
          <table className="d-matrix">
            <thead>
              <tr>
                <th scope="col">{t('entity')}</th>
                <th scope="col">{t('create')}</th>
                {scopedActs.map((act) => (
                  <th key={act} scope="col">
                    {t(act)}
                  </th>
                ))}
                <th scope="col">{t('assignTo')}</th>
              </tr>
            </thead>
            <tbody>
              {model.entities
                .filter(({ document }) => document.kind !== 'child')
                .map((one) => (
                  <MatrixRow
                    key={one.key}
                    entity={one}
                    draft={draft}
                    on={selected === one.key}
                    onSelect={() => select(one.key)}
                  />
                ))}
            </tbody>
          </table>
        </div>
      </main>
      <SidePanel open={selected !== undefined} onClose={() => select(undefined)}>
        <div className="d-panel-body">
          <h2 className="d-panel-title">{t('role')}</h2>
          <Panel
            name="role"
            settings={roleSettings}
            values={role}
            home={undefined}
            onChange={(values, changed) =>
              draft.commit(
                { role: { ...role, design: false, admin: false, service: false, label: '', ...values } },
                t('editRole'),
                `role ${changed}`,
              )
            }
          />
          {entity === undefined ? (
            <p className="m-faint d-panel-note">{t('pick')}</p>
          ) : (
            <FieldRights entity={entity} draft={draft} />
          )}
        </div>
      </SidePanel>
    </DesignerFrame>
  )
}

type RowProps = {
  readonly entity: EntityModel
  readonly draft: RoleDraft
  readonly on: boolean
  readonly onSelect: () => void
}

function MatrixRow({ entity, draft, on, onSelect }: RowProps): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { role } = draft.present
  const grant = role.entities?.[entity.key]
  const name = say(entity.document.label, locale)
  const commit = (next: RoleDocument): void => draft.commit({ role: next }, t('change', { name }))
  return (
    <tr data-on={on}>
      <th scope="row">
        <button type="button" aria-pressed={on} onClick={onSelect}>
          {name}
        </button>
      </th>
      <td>
        <Switch
          size="small"
          aria-label={`${name} ${t('create')}`}
          checked={grant?.create === true}
          onChange={(create) => commit(setCreate(role, entity.key, create))}
        />
      </td>
      {scopedActs.map((act) => (
        <ScopeCell
          key={act}
          name={`${name} ${t(act)}`}
          entity={entity}
          grant={grant?.[act]}
          onChange={(next) => commit(setGrant(role, entity.key, { act, grant: next }))}
        />
      ))}
      <ScopeCell
        name={`${name} ${t('assignTo')}`}
        entity={entity}
        grant={grant?.assignTo}
        standard={t('asUpdate')}
        onChange={(next) => commit(setGrant(role, entity.key, { act: 'assignTo', grant: next }))}
      />
    </tr>
  )
}

const rights = { write: 'write', read: 'readOnly', masked: 'masked', hidden: 'hidden' } as const

function FieldRights({
  entity,
  draft,
}: {
  readonly entity: EntityModel
  readonly draft: RoleDraft
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { role } = draft.present
  const given = role.entities?.[entity.key]?.fields ?? {}
  const name = say(entity.document.label, locale)
  const put = (field: string, right: FieldRight | ''): void =>
    draft.commit(
      { role: setFieldRight(role, entity.key, { field, right: right === '' ? undefined : right }) },
      t('change', { name }),
    )
  const options = (Object.keys(rights) as FieldRight[]).map((right) => ({
    value: right,
    label: t(rights[right]),
  }))
  return (
    <section className="d-panel-note">
      <h3 className="d-panel-title">{t('fieldRights', { name })}</h3>
      <div className="d-rights">
        <label>
          <b>{t('other')}</b>
          <Select<FieldRight>
            aria-label={t('other')}
            value={given['*'] ?? 'write'}
            options={options}
            onChange={(right) => put('*', right)}
          />
        </label>
        {entity.fields
          .filter(({ system }) => !system)
          .map(({ key, document }) => (
            <label key={key}>
              <span className="m-clip">{say(document.label, locale)}</span>
              <Select<FieldRight | ''>
                aria-label={say(document.label, locale)}
                variant={given[key] === undefined ? 'borderless' : 'outlined'}
                value={given[key] ?? ''}
                options={[{ value: '' as const, label: t('inherit') }, ...options]}
                onChange={(right) => put(key, right)}
              />
            </label>
          ))}
      </div>
    </section>
  )
}
