import { ListOutline } from '../../_components/list-outline'

export default function QueuesLoading() {
  return <ListOutline />
}
