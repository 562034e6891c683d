import { untrack } from 'svelte'

import type { AreaLoader } from './area-loader.ts'
import { areaAddresses } from './area-requests.ts'
import type { WorkspaceState } from './state.svelte.ts'

/**
 * Asks for areas anew whenever something an answer rests on has changed, as long as areas are what is shown. To be
 * called while a component is being made: it lives as long as that does.
 */
export function followAreas(workspace: WorkspaceState, loader: AreaLoader): void {
  const { areas } = workspace
  const shown = $derived(workspace.how === 'areas')
  const address = $derived(areas.question && areaAddresses.values(areas.question))

  $effect(() => {
    if (!shown || workspace.attempt < 0) return
    untrack(() => {
      if (areas.choices === null) void loader.choices()
      if (areas.shapes === null) void loader.shapes()
    })
  })

  $effect(() => {
    if (!shown || address === null || workspace.attempt < 0) return
    untrack(() => {
      const answered = areas.answered && areaAddresses.values(areas.answered.question)
      if (answered === address) loader.stop('values')
      else if (areas.question) void loader.values(areas.question)
    })
  })

  $effect(() => {
    const { selected } = areas
    if (workspace.attempt < 0) return
    untrack(() => (selected === null ? loader.stop('area') : void loader.area(selected)))
  })

  $effect(() => {
    if (!areas.hasPanel || workspace.attempt < 0) return
    untrack(() => {
      if (areas.listed === null) void loader.events()
    })
  })

  $effect(() => () => loader.stopAll())
}
