import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Checkbox, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { HomeCard, HomePlan } from './home-plan.ts'
import { messages } from './messages.ts'

/** Chooses the cards of the home page and their order. */
export function ArrangeDialog({
  cards,
  plan,
  nameOf,
  onSave,
  onClose,
}: {
  readonly cards: readonly HomeCard[]
  readonly plan: HomePlan
  readonly nameOf: (card: HomeCard) => { readonly name: string; readonly icon: string | undefined }
  /** Undefined gives the standard back. */
  readonly onSave: (plan: HomePlan | undefined) => void
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const [shown, setShown] = useState<HomePlan>(plan)
  const rest = cards.filter((card) => !shown.includes(card))
  const move = (at: number, by: 1 | -1): void => {
    const card = shown[at]
    if (card !== undefined) setShown(shown.toSpliced(at, 1).toSpliced(at + by, 0, card))
  }
  return (
    <Modal
      open
      width={460}
      title={t('arrange')}
      onCancel={onClose}
      footer={
        <span className="m-row">
          <Button type="text" onClick={() => onSave(undefined)}>
            {t('arrangeReset')}
          </Button>
          <span className="m-spring" />
          <Button type="primary" onClick={() => onSave(shown)}>
            {t('arrangeDone')}
          </Button>
        </span>
      }
    >
      <p className="m-faint">{t('arrangeNote')}</p>
      <ul className="m-arrange">
        {[...shown, ...rest].map((card) => {
          const { name, icon } = nameOf(card)
          const at = shown.indexOf(card)
          return (
            <li key={card}>
              <Checkbox
                checked={at >= 0}
                onChange={() => setShown(at >= 0 ? shown.filter((one) => one !== card) : [...shown, card])}
              >
                <span className="m-home-line">
                  <Icon name={icon} />
                  {name}
                </span>
              </Checkbox>
              {at < 0 ? null : (
                <>
                  <IconButton
                    icon="arrow-up"
                    size={14}
                    disabled={at === 0}
                    label={t('moveUp', { name })}
                    onClick={() => move(at, -1)}
                  />
                  <IconButton
                    icon="arrow-down"
                    size={14}
                    disabled={at === shown.length - 1}
                    label={t('moveDown', { name })}
                    onClick={() => move(at, 1)}
                  />
                </>
              )}
            </li>
          )
        })}
      </ul>
    </Modal>
  )
}
