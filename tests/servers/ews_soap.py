"""SOAP as Exchange writes it: envelopes and faults."""

from __future__ import annotations

from lxml import etree

from tests.servers.ews_items import t
from tests.servers.ews_operations import NS

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ERRORS = "http://schemas.microsoft.com/exchange/services/2006/errors"


def envelope(body: etree._Element, version: str = "Exchange2016") -> bytes:
    """Wrap an answer in SOAP, with the server's version."""
    made = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"s": SOAP, "m": NS["m"], "t": NS["t"]})
    header, content = etree.SubElement(made, f"{{{SOAP}}}Header"), etree.SubElement(made, f"{{{SOAP}}}Body")
    numbers = {"MajorVersion": "15", "MinorVersion": "1", "MajorBuildNumber": "2507", "MinorBuildNumber": "6"}
    header.append(t("ServerVersionInfo", None, **numbers, Version=version))
    content.append(body)
    return bytes(etree.tostring(made, xml_declaration=True, encoding="utf-8"))


def soap_fault(code: str, text: str, back_off: int = 0) -> etree._Element:
    """A SOAP fault as Exchange writes it."""
    made = etree.Element(f"{{{SOAP}}}Fault")
    etree.SubElement(made, "faultcode").text = f"a:{code}"
    etree.SubElement(made, "faultstring").text = text
    detail = etree.SubElement(made, "detail")
    etree.SubElement(detail, f"{{{ERRORS}}}ResponseCode").text = code
    etree.SubElement(detail, f"{{{ERRORS}}}Message").text = text
    if back_off:
        detail.append(t("MessageXml", None, t("Value", str(back_off), Name="BackOffMilliseconds")))
    return made
