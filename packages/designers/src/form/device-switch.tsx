import { SegmentedControl } from '@mortise/ui'
import type { ReactNode } from 'react'

/** Choice of how wide the canvas stands. */
export function DeviceSwitch({
  value,
  onChange,
  labels,
}: {
  readonly value: Device
  readonly onChange: (value: Device) => void
  readonly labels: { readonly [K in Device]: string } & { readonly title: string }
}): ReactNode {
  const options = (['desktop', 'tablet', 'phone'] as const).map((one) => ({ value: one, label: labels[one] }))
  return <SegmentedControl label={labels.title} value={value} options={options} onChange={onChange} />
}

/** Devices a form can be looked at on. */
export type Device = 'desktop' | 'tablet' | 'phone'
