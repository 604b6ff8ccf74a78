"""Spanish: Javier of Sales."""

from __future__ import annotations

from inboxwatch.demo.phrases.shape import Phrases, Topic

JAVIER = (
    Topic(
        "Pedido {n}",
        "¿sabes si el pedido {n} sale esta semana? El cliente me llama cada día.",
        "sí, sale el jueves por la tarde. El número de seguimiento llega solo.",
    ),
    Topic(
        "Certificado de calibración",
        "¿me puedes enviar el certificado de calibración del {item} de {customer}?",
        "aquí lo tienes, es válido hasta abril del año que viene.",
    ),
    Topic(
        "Precio del {item}",
        "necesito el precio del {item} para diez unidades. ¿Lo tenemos ya aprobado?",
        "sí, 1.840 euros netos a partir de diez unidades.",
    ),
    Topic(
        "Recogida en Madrid",
        "¿cuándo puede pasar el transportista a recoger el equipo de {customer}?",
        "el martes entre las nueve y las doce. Tiene que estar embalado.",
    ),
    Topic(
        "Repuestos para {item}",
        "{customer} pregunta por los repuestos del {item}. ¿Los seguimos fabricando?",
        "sí, cinco años más. La lista está en la carpeta de ventas.",
    ),
    Topic(
        "Factura proforma {n}",
        "por favor, ¿podrías prepararme una factura proforma para el pedido {n}? La aduana la exige.",
        "está en la carpeta del pedido, firmada.",
    ),
)

PHRASES = Phrases(
    topics={"Javier": JAVIER},
    hello=("Hola {name}:", "Buenos días, {name}:", "Hola, {name}:"),
    bye=("Un saludo,", "Gracias,", "Muchas gracias,"),
    chaser=(
        "¿has podido mirarlo?",
        "perdona que insista, ¿hay alguna novedad?",
        "¿sabemos algo ya? Me lo piden otra vez.",
    ),
    holding=("recibido, lo miro y te digo algo.", "gracias, lo consulto con el almacén."),
    thanks=("¡Perfecto, muchas gracias!", "Genial, gracias Mira.", "Gracias, con eso me basta."),
    fyi=(("Festivo en Madrid", "para tu información, el viernes es festivo en Madrid. No hace falta que contestes."),),
)
