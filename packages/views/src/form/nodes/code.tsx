import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { nodeKey } from '@mortise/forms'
import { useT } from '@mortise/ui'
import { QRCode } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useFormPart, useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import { ean13Bars } from './ean13.ts'
import type { NodeProps } from './types.ts'

type CodeProps = { readonly text: string; readonly size: number }

/** A value of the record as a code that a scanner reads, with the value itself below. */
export function CodeNode({ node, pointer, ctx }: NodeProps<'code'>): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const value: Json = useFormPart(store, (state) => state.shown[nodeKey(node, pointer)] ?? null)
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const Draw = codes[node.kind]
  const label = say(node.label, ctx.locale)
  return (
    <figure className="m-code-node">
      {label === '' ? null : <figcaption>{label}</figcaption>}
      {text === '' ? (
        <p className="m-faint">{t('codeEmpty')}</p>
      ) : (
        <Draw text={text} size={node.size ?? (node.kind === 'qr' ? 128 : 220)} />
      )}
    </figure>
  )
}

function Qr({ text, size }: CodeProps): ReactNode {
  return (
    <>
      <QRCode type="svg" value={text} size={size} bordered={false} color="#000" bgColor="#fff" />
      <small className="m-faint">{text}</small>
    </>
  )
}

function Ean13({ text, size }: CodeProps): ReactNode {
  const t = useT(messages)
  const code = ean13Bars(text)
  if (code === undefined) return <p className="m-error">{t('codeWrong', { value: text })}</p>
  const { bars, digits } = code
  return (
    <svg className="m-bars" width={size} viewBox="-9 0 113 60" role="img" aria-label={digits}>
      {[...bars].map((bar, at) =>
        bar === '1' ? <rect key={at} x={at} y={0} width={1} height={48} fill="#000" /> : null,
      )}
      <text x={47.5} y={58} textAnchor="middle" fontSize={9}>
        {digits}
      </text>
    </svg>
  )
}

function Code128({ text, size }: CodeProps): ReactNode {
  const t = useT(messages)
  const [drawn, setDrawn] = useState<{ readonly text: string; readonly svg: string | undefined }>()
  useEffect(() => {
    let current = true
    // The print engine draws the same bars; it is fetched where a form shows some.
    void import('@mortise/prints').then(({ code128Svg }) => {
      if (current) setDrawn({ text, svg: code128Svg(text, size, 56) })
    })
    return () => {
      current = false
    }
  }, [text, size])
  if (drawn?.text !== text) return null
  if (drawn.svg === undefined) return <p className="m-error">{t('codeWrong', { value: text })}</p>
  return (
    <>
      <img
        className="m-bars"
        width={size}
        alt={text}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(drawn.svg)}`}
      />
      <small className="m-faint">{text}</small>
    </>
  )
}

const codes: { readonly [kind in NodeProps<'code'>['node']['kind']]: (props: CodeProps) => ReactNode } = {
  qr: Qr,
  code128: Code128,
  ean13: Ean13,
}
