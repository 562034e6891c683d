import { untrack } from 'svelte'

import { filterToSearchParams } from '#lib/cells/filter.ts'
import type { Loader } from './loader.ts'
import type { WorkspaceState } from './state.svelte.ts'
import { viewportOf, type Viewport } from './viewport.ts'

/** Long enough for a drag or a few quick ticks, short enough to feel at once. */
const patienceMilliseconds = 150

/**
 * Asks anew whenever something an answer rests on has changed. To be called while a component is being made: it lives
 * as long as that does.
 */
export function follow(workspace: WorkspaceState, loader: Loader): void {
  const asked = $derived(filterToSearchParams(workspace.shown))

  $effect(() => {
    const { fromMonth, toMonth } = workspace.filter
    const attempt = workspace.attempt
    const counts = untrack(() => workspace.counts)
    if (counts.fromMonth === fromMonth && counts.toMonth === toMonth) untrack(() => loader.stop('counts'))
    else untrack(() => void (attempt >= 0 && loader.counts({ fromMonth, toMonth })))
  })

  // As text, so that a move within the same viewport changes nothing.
  const viewport = $derived(workspace.bbox === null ? null : JSON.stringify(viewportOf(workspace.bbox, workspace.view)))

  $effect(() => {
    const { how } = workspace
    const [filter, seen] = [asked, viewport]
    if (seen === null || how === 'areas' || workspace.attempt < 0) return
    const { box, resolution } = JSON.parse(seen) as Viewport
    const timer = setTimeout(() => {
      void loader.cells(filter, { box, resolution }, how === 'heat' ? 'middles' : 'hexagons')
      if (how === 'points') void loader.points(filter, box)
      else loader.stop('points')
    }, patienceMilliseconds)
    return () => clearTimeout(timer)
  })

  $effect(() => {
    const { cell } = workspace
    const filter = asked
    if (workspace.attempt < 0) return
    untrack(() => (cell === null ? loader.stop('cell') : void loader.cell(filter, cell)))
  })

  $effect(() => {
    const { cell, list, listLimit } = workspace
    const filter = asked
    if (workspace.attempt < 0) return
    untrack(() => (cell === null || !list ? loader.stop('list') : void loader.list(filter, cell, listLimit)))
  })

  $effect(() => () => loader.stopAll())
}
