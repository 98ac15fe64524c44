import { ListOutline } from '../../_components/list-outline'

export default function ClientsLoading() {
  return <ListOutline />
}
