import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { query } from '../api/client'
import { useSession } from '../api/queries'
import type { Branch } from '../api/types'
import { useChangeParameters } from './address'
import { recall, remember } from './preferences'

export type BranchNode = Branch & { children: BranchNode[] }

/** The branches as trees; a branch whose parent the user may not see is a root. */
export function branchTrees(branches: Branch[]): BranchNode[] {
  const nodes = new Map(branches.map((branch) => [branch.id, { ...branch, children: [] as BranchNode[] }]))
  const roots: BranchNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parent === null ? undefined : nodes.get(node.parent)
    if (parent) parent.children.push(node)
    else roots.push(node)
  }
  return roots
}

/** The branch the user works in: the URL's, else the last one used here, else the topmost. */
export function useBranch(): { branch: Branch | undefined; choose: (code: string) => void } {
  const branches = useSession().data?.branches
  const [parameters] = useSearchParams()
  const change = useChangeParameters()
  const wanted = parameters.get('branch')
  const branch = useMemo(() => {
    const find = (code: string | null) => branches?.find((each) => each.code === code)
    return find(wanted) ?? find(recall('branch')) ?? branchTrees(branches ?? [])[0]
  }, [branches, wanted])
  const choose = useCallback(
    (code: string) => {
      remember('branch', code)
      change({ branch: code, cursor: null })
    },
    [change],
  )
  return { branch, choose }
}

/** Makes links that stay in the branch. */
export function useLink(): (path: string, parameters?: Record<string, string>) => string {
  const { branch } = useBranch()
  const code = branch?.code
  return useCallback((path, parameters = {}) => `${path}${query({ branch: code, ...parameters })}`, [code])
}
