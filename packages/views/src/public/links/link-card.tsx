import type { PublicLink } from '@mortise/client'
import { formatInstantText, Icon, useConfirm, useT } from '@mortise/ui'
import { Alert, Button, Input, QRCode, Switch } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { Embed } from './embed.tsx'
import { HeldList } from './held-list.tsx'
import type { LinkGround } from './ground.ts'
import { LinkSettings } from './link-settings.tsx'
import { messages } from './messages.ts'
import { SubmissionList } from './submission-list.tsx'
import { useCopy } from './use-copy.ts'
import type { LinkActs } from './use-links.ts'

type Props = { readonly link: PublicLink; readonly ground: LinkGround; readonly acts: LinkActs }

/** One link: where it leads, its picture, how it is operated, and what came of it. */
export function LinkCard({ link, ground, acts }: Props): ReactNode {
  const t = useT(messages)
  const confirm = useConfirm()
  const [shown, setShown] = useState<'settings' | 'embed' | 'held' | 'sent'>()
  const name = link.channel || t('noChannel')
  const address = `${location.origin}${link.path}`
  const revoke = async (): Promise<void> => {
    const ask = { title: t('revokeAsk', { name }), body: t('revokeBody'), action: t('revoke'), danger: true }
    if (await confirm(ask)) await acts.revoke(link.id)
  }
  const renew = async (): Promise<void> => {
    const ask = { title: t('renewAsk', { name }), body: t('renewBody'), action: t('renew'), danger: true }
    if (await confirm(ask)) await acts.renew(link.id)
  }
  const part = (key: NonNullable<typeof shown>, icon: string, label: string): ReactNode => (
    <Button
      size="small"
      type={shown === key ? 'primary' : 'default'}
      ghost={shown === key}
      aria-expanded={shown === key}
      icon={<Icon name={icon} size={14} />}
      onClick={() => setShown(shown === key ? undefined : key)}
    >
      {label}
    </Button>
  )
  return (
    <article className="m-link" aria-label={name} data-on={link.enabled}>
      <div className="m-link-main">
        <Code address={address} name={name} />
        <div className="m-link-body">
          <header>
            <Channel link={link} acts={acts} />
            <label className="m-link-switch">
              <span>{t(link.enabled ? 'on' : 'off')}</span>
              <Switch
                size="small"
                checked={link.enabled}
                aria-label={t('enabled')}
                onChange={(enabled) => void acts.change(link.id, { enabled })}
              />
            </label>
          </header>
          <Address address={address} />
          <Figures link={link} />
          <div className="m-link-acts">
            {part('settings', 'clock', t('settings'))}
            {part('embed', 'braces', t('embed'))}
            {ground.admin ? part('sent', 'list', t('sent')) : null}
            {link.held > 0 && ground.admin
              ? part('held', 'triangle-alert', `${t('held')} ${link.held}`)
              : null}
            <span className="m-spring" />
            <Button size="small" type="text" onClick={() => void renew()}>
              {t('renew')}
            </Button>
            <Button size="small" type="text" danger onClick={() => void revoke()}>
              {t('revoke')}
            </Button>
          </div>
        </div>
      </div>
      {link.orphaned ? <Alert type="warning" showIcon title={t('orphaned')} /> : null}
      {shown === 'settings' ? <LinkSettings link={link} ground={ground} acts={acts} /> : null}
      {shown === 'embed' ? <Embed link={link} address={address} acts={acts} /> : null}
      {shown === 'sent' ? <SubmissionList link={link} ground={ground} acts={acts} /> : null}
      {shown === 'held' ? <HeldList link={link} ground={ground} acts={acts} /> : null}
      <footer className="m-faint">
        {t('by', { name: link.createdByName, at: formatInstantText(link.createdAt, ground.timeZone) })}
      </footer>
    </article>
  )
}

/** The channel's name, changed in its place. */
function Channel({ link, acts }: Pick<Props, 'link' | 'acts'>): ReactNode {
  const t = useT(messages)
  const [text, setText] = useState(link.channel)
  const save = (): void => {
    if (text.trim() !== link.channel) void acts.change(link.id, { channel: text.trim() })
  }
  return (
    <Input
      className="m-link-channel"
      variant="borderless"
      value={text}
      maxLength={60}
      aria-label={t('channel')}
      placeholder={t('channelHint')}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onPressEnter={(event) => event.currentTarget.blur()}
    />
  )
}

function Address({ address }: { readonly address: string }): ReactNode {
  const t = useT(messages)
  const copy = useCopy()
  return (
    <div className="m-link-address">
      <Input readOnly value={address} aria-label={t('address')} onFocus={(event) => event.target.select()} />
      <Button icon={<Icon name="copy" size={14} />} onClick={() => void copy(address)}>
        {t('copy')}
      </Button>
      <a className="m-link-open" href={address} target="_blank" rel="noreferrer" title={t('open')}>
        <Icon name="external-link" size={16} />
        <span className="m-visually-hidden">{t('open')}</span>
      </a>
    </div>
  )
}

function Figures({ link }: { readonly link: PublicLink }): ReactNode {
  const t = useT(messages)
  const share =
    link.views === 0 ? '—' : `${Math.min(100, Math.round((link.submissions / link.views) * 100))}%`
  const sent = link.quota === null ? String(link.submissions) : `${link.submissions} / ${link.quota}`
  const figures = [
    [t('views'), String(link.views)],
    [t('submissions'), sent],
    [t('rate'), share],
    ...(link.held === 0 ? [] : [[t('held'), String(link.held)]]),
  ] as const
  return (
    <dl className="m-link-figures">
      {figures.map(([label, figure]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  )
}

const pictureSize = 1024

/** The QR code, drawn here and never by anybody outside, and its downloads. */
function Code({ address, name }: { readonly address: string; readonly name: string }): ReactNode {
  const t = useT(messages)
  const holder = useRef<HTMLDivElement>(null)
  const file = (name || 'form').replaceAll(/[\\/:*?"<>|\s]+/g, '-')
  const png = (): void => {
    const canvas = holder.current?.querySelector('canvas')
    if (canvas) download(canvas.toDataURL('image/png'), `${file}.png`)
  }
  const svg = (): void => {
    const picture = holder.current?.querySelector('.m-link-svg svg')
    if (!picture) return
    const text = new XMLSerializer().serializeToString(picture)
    const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
    download(url, `${file}.svg`)
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <div className="m-link-code" ref={holder}>
      <div className="m-link-svg" aria-hidden="true">
        <QRCode
          type="svg"
          value={address}
          size={132}
          bordered={false}
          errorLevel="M"
          color="#000"
          bgColor="#fff"
        />
      </div>
      <div hidden>
        <QRCode
          type="canvas"
          value={address}
          size={pictureSize}
          bordered={false}
          errorLevel="M"
          color="#000"
          bgColor="#fff"
          marginSize={4}
        />
      </div>
      <div className="m-row">
        <Button size="small" aria-label={`${t('qr')} ${t('png')}`} onClick={png}>
          {t('png')}
        </Button>
        <Button size="small" aria-label={`${t('qr')} ${t('svg')}`} onClick={svg}>
          {t('svg')}
        </Button>
      </div>
    </div>
  )
}

function download(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
