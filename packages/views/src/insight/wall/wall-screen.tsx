import {
  EmptyState,
  IconButton,
  ModeScope,
  Skeleton,
  useLocale,
  useNavigator,
  useT,
  useUi,
} from '@mortise/ui'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import '../../styles/insight.css'
import '../../styles/wall.css'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { messages } from './messages.ts'
import { type Slide, slidesOf } from './slides.ts'
import { useStacked } from './use-stacked.ts'
import { type Turning, useTurning } from './use-turning.ts'
import { useWakeLock } from './use-wake-lock.ts'
import { readWall, type Wall } from './wall-address.ts'
import { WallSlide } from './wall-slide.tsx'

/** Dashboards on a wall: page after page over the whole screen, large, without anything around them. */
export function WallScreen({ search }: { readonly search: string }): ReactNode {
  const wall = useMemo(() => readWall(search), [search])
  const { slides, isPending } = useSlides(wall)
  const turning = useTurning(slides.length, wall.every)
  const { go } = useNavigator()
  const t = useT(messages)
  const leave = (): void => {
    if (document.fullscreenElement !== null) void document.exitFullscreen?.().catch(() => undefined)
    const [first] = wall.boards
    go(first === undefined ? '/' : paths.dashboard(first))
  }
  useWakeLock()
  useWallKeys(turning, leave)
  const shown = useShownControls()
  const zoom = useZoom()
  const stacked = useStacked()
  const slide = slides[turning.at]
  const following = slides.length > 1 ? slides[(turning.at + 1) % slides.length] : undefined
  return (
    <ModeScope mode={wall.look} className={shown ? 'm-wall' : 'm-wall m-wall-still'}>
      <div
        className={stacked ? 'm-wall-stage m-wall-stacked' : 'm-wall-stage'}
        style={{ zoom }}
        // A page does not turn away under the thumb that scrolls it.
        {...(stacked ? { onTouchEnd: turning.hold } : {})}
      >
        {slide === undefined ? (
          <div className="m-wall-empty">
            {isPending ? (
              <Skeleton shape="tiles" count={6} />
            ) : (
              <EmptyState drawing="chart" title={t('nothing')} text={t('nothingText')} />
            )}
          </div>
        ) : (
          <>
            <Head slide={slide} turning={turning} count={slides.length} />
            <WallSlide
              key={slide.key}
              slide={slide}
              following={following}
              refresh={wall.refresh}
              seconds={wall.every}
            />
          </>
        )}
        {slides.length < 2 ? null : <Progress turning={turning} seconds={wall.every} />}
      </div>
      <Controls turning={turning} several={slides.length > 1} onLeave={leave} />
    </ModeScope>
  )
}

/** The dashboards of a wall as pages. One that can't be read is left out, and asked for again every minute. */
function useSlides({ boards }: Wall): { readonly slides: readonly Slide[]; readonly isPending: boolean } {
  const { client } = useWorkspace()
  const locale = useLocale()
  const asked = useQueries({
    queries: boards.map((key) => ({
      queryKey: ['dashboard', key],
      queryFn: () => client.insight.dashboard(key),
      // Whoever changes a dashboard need not walk to the wall.
      refetchInterval: ({ state }: { readonly state: { readonly status: string } }) =>
        state.status === 'error' ? 60_000 : 600_000,
      refetchIntervalInBackground: true,
    })),
  })
  const documents = asked.flatMap(({ data }) => data ?? [])
  return { slides: slidesOf(documents, locale), isPending: asked.some((one) => one.isPending) }
}

function Head({
  slide,
  turning,
  count,
}: {
  readonly slide: Slide
  readonly turning: Turning
  readonly count: number
}): ReactNode {
  const t = useT(messages)
  return (
    <header className="m-wall-head">
      <h1>{slide.title}</h1>
      {slide.part === '' ? null : <h2>{slide.part}</h2>}
      {turning.paused ? <span className="m-wall-paused">{t('paused')}</span> : null}
      <span className="m-visually-hidden">{t('page', { n: turning.at + 1, m: count })}</span>
      <Clock />
    </header>
  )
}

function Clock(): ReactNode {
  const { timeZone } = useUi()
  const locale = useLocale()
  const stacked = useStacked()
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5_000)
    return () => clearInterval(timer)
  }, [])
  const told = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone,
    // A phone tells the date anyway; its name and part of the wall need the room.
    ...(stacked ? { weekday: 'short' } : { month: 'long', day: 'numeric', weekday: 'long' }),
    hour: '2-digit',
    minute: '2-digit',
  })
  return <time>{told.format(now)}</time>
}

/** How far the time of the page has run. */
function Progress({ turning, seconds }: { readonly turning: Turning; readonly seconds: number }): ReactNode {
  return (
    <div className="m-wall-progress" aria-hidden>
      <i
        key={`${turning.turn} ${turning.paused}`}
        style={{
          animationDuration: `${seconds}s`,
          animationPlayState: turning.paused ? 'paused' : 'running',
        }}
      />
    </div>
  )
}

function Controls({
  turning,
  several,
  onLeave,
}: {
  readonly turning: Turning
  readonly several: boolean
  readonly onLeave: () => void
}): ReactNode {
  const t = useT(messages)
  const { paused, pause, go } = turning
  const fill = (): void => void document.documentElement.requestFullscreen?.().catch(() => undefined)
  return (
    <div className="m-wall-controls" role="toolbar" aria-label={t('start')}>
      {several ? (
        <>
          <IconButton icon="chevron-left" size={20} label={t('before')} onClick={() => go(-1)} />
          <IconButton
            icon={paused ? 'play' : 'pause'}
            size={20}
            label={t(paused ? 'play' : 'pause')}
            onClick={() => pause(!paused)}
          />
          <IconButton icon="chevron-right" size={20} label={t('next')} onClick={() => go(1)} />
        </>
      ) : null}
      <IconButton icon="maximize" size={20} label={t('full')} onClick={fill} />
      <IconButton icon="x" size={20} label={t('leave')} onClick={onLeave} />
    </div>
  )
}

/** Space pauses, arrows turn, Escape leaves; a remote control of a television is such a keyboard. */
function useWallKeys({ paused, pause, go }: Turning, leave: () => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const onButton = event.target instanceof Element && event.target.closest('button') !== null
      const acts: { readonly [name: string]: () => void } = {
        Escape: leave,
        ArrowRight: () => go(1),
        ArrowLeft: () => go(-1),
        ...(onButton ? {} : { ' ': () => pause(!paused) }),
      }
      const act = acts[event.key]
      if (act === undefined) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    document.addEventListener('keydown', key, true)
    return () => document.removeEventListener('keydown', key, true)
  })
}

/** Milliseconds after which a hand that rests is taken to be gone. */
const rest = 4_000

/** Whether the buttons are there: while somebody moves the pointer or presses a key. */
function useShownControls(): boolean {
  const [shown, setShown] = useState(true)
  useEffect(() => {
    let timer = setTimeout(() => setShown(false), rest)
    const moved = (): void => {
      setShown(true)
      clearTimeout(timer)
      timer = setTimeout(() => setShown(false), rest)
    }
    const events = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const name of events) document.addEventListener(name, moved)
    return () => {
      clearTimeout(timer)
      for (const name of events) document.removeEventListener(name, moved)
    }
  }, [])
  return shown
}

/** Everything is drawn as on a screen of 1,280 × 720, and made as large as the wall is. */
function useZoom(): number {
  const measure = (): number => Math.max(1, Math.min(window.innerWidth / 1_280, window.innerHeight / 720))
  const [zoom, setZoom] = useState(measure)
  useEffect(() => {
    const sized = (): void => setZoom(measure())
    window.addEventListener('resize', sized)
    return () => window.removeEventListener('resize', sized)
  }, [])
  return zoom
}
