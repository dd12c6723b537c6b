import { cnYearPlans, withProvisionalYear, withYearPlan } from '@mortise/calendars'
import { isMortiseError } from '@mortise/errors'
import type { CalendarDocument } from '@mortise/schema'
import { Icon, SegmentedControl, useLocale, useT } from '@mortise/ui'
import { Button, Checkbox, Input, InputNumber, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { messages } from './messages.ts'
import { type PastedPlan, readPlanText } from './read-plan.ts'

type Way = 'known' | 'paste' | 'provisional'

/** Brings a year's days off and make-up days in: those that come with the product, what is pasted, or a beginning. */
export function PlanDialog({
  calendar,
  year: given,
  onApply,
  onClose,
}: {
  readonly calendar: CalendarDocument
  readonly year: number
  /** `years` names what was brought in: `2026`, or `2007–2026`. */
  readonly onApply: (next: CalendarDocument, year: number, years: string) => void
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [year, setYear] = useState(given)
  const [every, setEvery] = useState(false)
  const plans = cnYearPlans()
  const known = plans.find((plan) => plan.year === year)
  const span = `${plans[0]?.year}–${plans.at(-1)?.year}`
  const [way, setWay] = useState<Way>(() => (known === undefined ? 'paste' : 'known'))
  const [text, setText] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const pasted = usePasted(text, year, locale)
  const plan = way === 'known' ? known : way === 'paste' ? pasted.read?.plan : undefined
  const chosen = way === 'known' && every ? plans : plan === undefined ? [] : [plan]
  const days = chosen.flatMap((one) => one.days)
  const apply = (): void => {
    if (way === 'provisional') return onApply(withProvisionalYear(calendar, year), year, `${year}`)
    const to = chosen.length > 1 ? year : (plan?.year ?? year)
    onApply(chosen.reduce(withYearPlan, calendar), to, chosen.length > 1 ? span : `${to}`)
  }
  return (
    <Modal
      open
      title={t('planTitle')}
      width={560}
      okText={t('apply')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: way !== 'provisional' && days.length === 0 }}
      onOk={apply}
      onCancel={onClose}
    >
      <div className="m-stack">
        <div className="m-row d-plan-head">
          <InputNumber
            aria-label={t('planYear')}
            min={2000}
            max={2100}
            value={year}
            onChange={(next) => setYear(Number(next ?? given))}
          />
          <SegmentedControl
            label={t('planTitle')}
            value={way}
            options={[
              { value: 'known', label: t('planKnown') },
              { value: 'paste', label: t('planPaste') },
              { value: 'provisional', label: t('planProvisional') },
            ]}
            onChange={setWay}
          />
        </div>
        {way === 'known' && known === undefined && !every ? <p>{t('planUnknown', { year, span })}</p> : null}
        {way === 'known' ? (
          <Checkbox checked={every} onChange={({ target }) => setEvery(target.checked)}>
            {t('planEvery', { span })}
          </Checkbox>
        ) : null}
        {way === 'provisional' ? <p>{t('provisionalNote')}</p> : null}
        {way === 'paste' ? (
          <>
            <Input.TextArea
              aria-label={t('planText')}
              rows={7}
              value={text}
              placeholder={t('planHint')}
              onChange={({ target }) => setText(target.value)}
            />
            <span>
              <input
                ref={file}
                type="file"
                accept=".json,.csv,.txt"
                hidden
                aria-label={t('planFile')}
                onChange={(event) => {
                  const [chosen] = event.target.files ?? []
                  void chosen?.text().then(setText)
                }}
              />
              <Button
                size="small"
                icon={<Icon name="upload" size={14} />}
                onClick={() => file.current?.click()}
              >
                {t('planFile')}
              </Button>
            </span>
            {pasted.fault === undefined ? null : <p className="m-error">{pasted.fault}</p>}
            {(pasted.read?.unread.length ?? 0) === 0 ? null : (
              <p className="m-error">
                {t('planUnread', { lines: pasted.read?.unread.slice(0, 3).join('；') ?? '' })}
              </p>
            )}
          </>
        ) : null}
        {days.length === 0 ? null : (
          <p>
            {t('planFound', {
              off: days.filter(({ isOffDay }) => isOffDay).length,
              work: days.filter(({ isOffDay }) => !isOffDay).length,
            })}
          </p>
        )}
        <p className="m-faint">{t('planNote')}</p>
      </div>
    </Modal>
  )
}

/** What the text says, or why it says nothing. */
function usePasted(
  text: string,
  year: number,
  locale: 'zh' | 'en',
): { readonly read?: PastedPlan; readonly fault?: string } {
  if (text.trim() === '') return {}
  try {
    return { read: readPlanText(text, year) }
  } catch (error) {
    return {
      fault: isMortiseError(error) ? error.text[locale] : String(error instanceof Error ? error.message : ''),
    }
  }
}
