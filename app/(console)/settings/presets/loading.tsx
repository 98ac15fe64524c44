import { ListOutline } from '../../_components/list-outline'

export default function PresetsLoading() {
  return <ListOutline />
}
