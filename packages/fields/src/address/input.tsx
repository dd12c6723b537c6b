import { useT } from '@mortise/ui'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import { statusOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { RegionInput } from '../region/input.tsx'
import { type Address, addressOf } from './field.ts'

/** Region, street and postcode. */
export function AddressInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, disabled = false } = props
  const address = addressOf(value)
  const put = (part: keyof Address, next: unknown): void => {
    const all = { ...address, [part]: typeof next === 'string' && next !== '' ? next : undefined }
    const { region, street, postcode } = all
    const kept = {
      ...(region === undefined ? {} : { region }),
      ...(street === undefined ? {} : { street }),
      ...(postcode === undefined ? {} : { postcode }),
    }
    onChange(Object.keys(kept).length === 0 ? null : kept)
  }
  return (
    <div className="m-address">
      <RegionInput
        {...props}
        value={address.region ?? null}
        placeholder={t('region')}
        onChange={(next) => put('region', next)}
      />
      <Input
        {...statusOf(props.invalid)}
        aria-label={t('street')}
        placeholder={t('street')}
        value={address.street ?? ''}
        maxLength={300}
        disabled={disabled}
        onChange={(event) => put('street', event.target.value)}
      />
      <Input
        {...statusOf(props.invalid)}
        aria-label={t('postcode')}
        placeholder={t('postcode')}
        inputMode="numeric"
        value={address.postcode ?? ''}
        maxLength={6}
        disabled={disabled}
        onChange={(event) => put('postcode', event.target.value)}
      />
    </div>
  )
}
