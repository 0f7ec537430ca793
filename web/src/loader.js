// Unpacks the page's script and runs it. The Content-Security-Policy allows the unpacked text by its hash.
(async () => {
  const packed = document.getElementById("graphkit-script")?.textContent ?? "";
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.body.append(script);
})();
