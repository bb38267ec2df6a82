/** A map without tiles: nothing from outside is loaded, and what a browser keeps of pictures from elsewhere is not measured. */
export function plainGround(request: Request): Response | undefined {
  const isStyle = /^\/map\/\w+\.json$/.test(new URL(request.url).pathname);
  return isStyle ? Response.json({version: 8, sources: {}, layers: []}) : undefined;
}
