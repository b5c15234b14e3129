import type { Group, Mesh, MeshBasicMaterial, ShaderMaterial } from 'three';

/** Empties a group and frees what it held. */
export function emptyGroup(group: Group): void {
  for (const child of [...group.children]) {
    const mesh = child as Mesh;
    mesh.geometry.dispose();
    const material = mesh.material as ShaderMaterial | MeshBasicMaterial;
    if ('map' in material) material.map?.dispose();
    material.dispose();
    group.remove(child);
  }
}
