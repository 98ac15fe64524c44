import { ListOutline } from '../../_components/list-outline'

export default function InviteLoading() {
  return <ListOutline />
}
