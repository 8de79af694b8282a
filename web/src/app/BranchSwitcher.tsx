import { ApartmentOutlined } from '@ant-design/icons'
import { Button, Input, Modal } from 'antd'
import { useMemo, useState } from 'react'
import { useSession } from '../api/queries'
import { branchTrees, useBranch } from './branch'
import type { BranchNode } from './branch'
import { useSpeech } from './texts'
import type { Speech } from './texts'

/** The part of the trees that matches, with the way down to each match. */
export function filterTrees(nodes: BranchNode[], wanted: string, say: Speech['say']): BranchNode[] {
  const needle = wanted.trim().toLowerCase()
  if (needle === '') return nodes
  return nodes.flatMap((node) => {
    const children = filterTrees(node.children, wanted, say)
    const hit = say(node.name).toLowerCase().includes(needle) || node.code.toLowerCase().includes(needle)
    return hit || children.length > 0 ? [{ ...node, children }] : []
  })
}

type TreeProps = { nodes: BranchNode[]; chosen: string | undefined; choose: (code: string) => void }

function Tree({ nodes, chosen, choose }: TreeProps) {
  const { say } = useSpeech()
  return (
    <ul className="branches">
      {nodes.map((node) => (
        <li key={node.id}>
          <button
            type="button"
            aria-current={node.code === chosen ? 'true' : undefined}
            onClick={() => choose(node.code)}
          >
            {say(node.name)} <span className="quiet">{node.code}</span>
          </button>
          {node.children.length > 0 && <Tree nodes={node.children} chosen={chosen} choose={choose} />}
        </li>
      ))}
    </ul>
  )
}

export function BranchSwitcher() {
  const { t, say } = useSpeech()
  const branches = useSession().data?.branches
  const { branch, choose } = useBranch()
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState('')
  const trees = useMemo(() => branchTrees(branches ?? []), [branches])
  if (!branch) return null
  const shown = filterTrees(trees, wanted, say)
  return (
    <>
      <Button
        className="branch"
        icon={<ApartmentOutlined />}
        aria-haspopup="dialog"
        title={t('branch.title')}
        onClick={() => setOpen(true)}
      >
        <span className="cut">{say(branch.name)}</span>
      </Button>
      <Modal
        open={open}
        title={t('branch.title')}
        footer={null}
        closable={{ 'aria-label': t('close') }}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {(branches?.length ?? 0) > 8 && (
          <Input.Search
            value={wanted}
            aria-label={t('branch.find')}
            placeholder={t('branch.find')}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
        {shown.length === 0 && <p>{t('branch.none')}</p>}
        <Tree
          nodes={shown}
          chosen={branch.code}
          choose={(code) => {
            choose(code)
            setOpen(false)
          }}
        />
      </Modal>
    </>
  )
}
