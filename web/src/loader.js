// Unpacks the page's script and runs it: the Content-Security-Policy names the hash of the unpacked text.
(async () => {
  const packed = document.getElementById("graphkit-script")?.textContent ?? "";
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.body.append(script);
})();
