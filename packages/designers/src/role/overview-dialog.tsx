import { say } from '@mortise/errors'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { overviewCsv, overviewOf } from './overview.ts'

const rights: { readonly [right: string]: 'write' | 'readOnly' | 'masked' | 'hidden' } = {
  write: 'write',
  read: 'readOnly',
  masked: 'masked',
  hidden: 'hidden',
}
const scopes = ['own', 'department', 'department_below', 'region', 'shared', 'all'] as const

/** All roles side by side, to be read and taken along as a file. */
export function OverviewDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const roles = model.documents('role')
  const lines = useMemo(
    () =>
      overviewOf(model, roles, {
        locale,
        act: (act) => t(act),
        scope: (scope) => t(scopes.find((one) => one === scope) ?? 'none'),
        right: (right) => t(rights[right] ?? 'hidden'),
      }),
    [model, roles, locale, t],
  )
  const heads = [t('entity'), t('what'), ...roles.map((role) => say(role.label, locale) || role.key)]
  const href = useMemo(
    () => URL.createObjectURL(new Blob([overviewCsv(heads, lines)], { type: 'text/csv;charset=utf-8' })),
    // The heads follow from the same things as the lines.
    [lines],
  )
  return (
    <Modal open title={t('overview')} width="min(1100px, 96vw)" footer={null} onCancel={onClose}>
      <div className="m-row">
        <p className="m-faint m-grow">{t('overviewNote')}</p>
        <Button icon={<Icon name="download" size={14} />} href={href} download="roles.csv">
          {t('overviewFile')}
        </Button>
      </div>
      <div className="d-overview" role="region" aria-label={t('overview')} tabIndex={0}>
        <table className="d-matrix">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ entity, what, cells }, at) => (
              <tr key={`${entity} ${what}`}>
                <th scope="row">{lines[at - 1]?.entity === entity ? '' : entity}</th>
                <td>{what}</td>
                {cells.map((cell, index) => (
                  <td key={roles[index]?.key}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  )
}
