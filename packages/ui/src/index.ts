export {
  createMessages,
  translate,
  useLocale,
  useT,
  type Messages,
  type Translate,
} from './i18n/create-messages.ts'
export { untranslated } from './i18n/untranslated.ts'
export { AppMark } from './parts/app-mark.tsx'
export { Avatar, initialsOf } from './parts/avatar.tsx'
export { FilterChip } from './parts/chip.tsx'
export { type ConfirmRequest, useConfirm } from './parts/confirm.tsx'
export { BrandMark, Drawing, type DrawingName } from './parts/drawings.tsx'
export { HeadRow } from './parts/head-row.tsx'
export { IconButton } from './parts/icon-button.tsx'
export { Icon } from './parts/icon.tsx'
export { fetchLater, isFetchingAhead, later } from './parts/later.ts'
export { laterPart } from './parts/later-part.tsx'
export { MenuButton } from './parts/menu-button.tsx'
export { Link, type Navigator, NavigatorProvider, useNavigator } from './parts/link.tsx'
export { groupDigits, shortNumber } from './parts/numbers.ts'
export { Card, PageHeader } from './parts/page-header.tsx'
export { SegmentedControl } from './parts/segmented.tsx'
export { SideDrawer } from './parts/side-drawer.tsx'
export { type Stage, StageBar } from './parts/stage-bar.tsx'
export { Delayed, EmptyState, ErrorState, Skeleton } from './parts/states.tsx'
export { Tabs } from './parts/tabs.tsx'
export { Tag } from './parts/tag.tsx'
export {
  dateInZone,
  formatInstantText,
  RelativeTime,
  WholeTime,
  relativeDate,
  relativeTime,
  type RelativeOptions,
} from './parts/time.tsx'
export { type ToastRequest, useToast } from './parts/toast.tsx'
export { randomId } from './random-id.ts'
export { SearchWords } from './parts/search-words.tsx'
export { useNarrow } from './parts/use-narrow.ts'
export { mediaOf, useMedia } from './parts/use-media.ts'
export { type Search, useSearch } from './parts/use-search.ts'
export { isAt } from './shell/is-at.ts'
export { Shell } from './shell/shell.tsx'
export type { NavGroup, NavLink, ShellProps } from './shell/types.ts'
export { type Tint, type TintName, tintFor, tintNames, tintOf } from './theme/tints.ts'
export { applyTokens, chartSeries, fontFamily, type Mode, type Tokens, tokens } from './theme/tokens.ts'
export {
  ModeScope,
  type UiEnvironment,
  UiProvider,
  type UiProviderProps,
  useUi,
} from './theme/ui-provider.tsx'
