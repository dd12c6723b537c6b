import { useLocale, useT } from '@mortise/ui'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { formActions } from './actions.ts'
import { messages } from './messages.ts'

const signs: { readonly [key: string]: string } = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Space: 'Space',
}

/** A key's name as it stands on the key. */
export function keySign(name: string): string {
  return name
    .split(/\+(?=.)/)
    .map((part) => signs[part] ?? part)
    .join(' ')
}

const groups = ['select', 'move', 'edit', 'go'] as const

/** Everything that can be done on the canvas, with its keys. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <Modal open title={t('keysTitle')} width={720} footer={null} onCancel={onClose}>
      <div className="d-keys" tabIndex={0}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`keys_${group}`)}</h3>
            <dl>
              {formActions
                .filter((one) => one.group === group)
                .map(({ id, label, keys }) => (
                  <div key={id} data-action={id}>
                    <dt>{label[locale]}</dt>
                    <dd>
                      <kbd>{keySign(keys[0] ?? '')}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
